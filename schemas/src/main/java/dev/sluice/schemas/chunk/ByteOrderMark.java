package dev.sluice.schemas.chunk;

/** The UTF-8 byte order mark that some programs write. It carries no information. */
final class ByteOrderMark {
    private ByteOrderMark() {}

    /** The number of bytes at the start of a text that are a byte order mark. */
    public static int length(byte[] text) {
        boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    static String strip(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
