package dev.sluice.splitter.chunk;

/** The byte order mark that some programs put before UTF-8 text. It says nothing. */
final class ByteOrderMark {
    private ByteOrderMark() {}

    /** How many bytes a text begins with that are one. */
    public static int length(byte[] text) {
        boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    static String strip(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
