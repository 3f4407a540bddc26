package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.header.Preface;
import dev.sluice.tabular.header.SkippedLines;
import dev.sluice.tabular.text.Utf8;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The beginning of a file, as UTF-8 text that ends with a line. */
public final class SampleText {
    /** What is read of a file by default, decompressed. */
    public static final int DEFAULT_BYTES = 8 * 1024 * 1024;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final byte[] utf8;
    private final boolean whole;
    private final Charset charset;
    private final int start;
    private final long line;

    private SampleText(byte[] utf8, boolean whole, Charset charset) {
        this(utf8, whole, charset, 0, 1);
    }

    private SampleText(byte[] utf8, boolean whole, Charset charset, int start, long line) {
        this.utf8 = utf8;
        this.whole = whole;
        this.charset = charset;
        this.start = start;
        this.line = line;
    }

    /**
     * Reads the beginning of a file, plain or compressed with gzip. Its encoding is that of its byte order mark;
     * without one it is UTF-8, or windows-1252 if it isn't valid UTF-8.
     *
     * @param maxBytes the maximum that is read, decompressed
     * @throws NoProposalException if the file is empty, or no text
     */
    public static SampleText read(InputStream in, int maxBytes) throws IOException, NoProposalException {
        PushbackInputStream file = new PushbackInputStream(in, 2);
        byte[] start = file.readNBytes(2);
        file.unread(start);
        boolean gzip = start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
        try {
            byte[] bytes = (gzip ? new GZIPInputStream(file) : file).readNBytes(maxBytes + 1);
            return decode(bytes, maxBytes);
        } catch (ZipException | EOFException e) {
            throw new NoProposalException("expected text, found broken gzip: " + e.getMessage());
        }
    }

    /**
     * The beginning of a text without byte order mark that should be UTF-8; what isn't is taken for windows-1252.
     *
     * @param whole whether it is all of the file; otherwise the last line is left out, if its end is missing
     */
    public static SampleText of(byte[] bytes, boolean whole) {
        return utf8OrWindows1252(Arrays.copyOf(bytes, whole ? bytes.length : lineEnd(bytes)), whole);
    }

    private static SampleText utf8OrWindows1252(byte[] text, boolean whole) {
        return Utf8.isValid(text, 0, text.length)
                ? new SampleText(text, whole, UTF_8)
                : new SampleText(new String(text, WINDOWS_1252).getBytes(UTF_8), whole, WINDOWS_1252);
    }

    private static SampleText decode(byte[] bytes, int maxBytes) throws NoProposalException {
        boolean whole = bytes.length <= maxBytes;
        if (beginsWith(bytes, 0xFE, 0xFF) || beginsWith(bytes, 0xFF, 0xFE)) {
            Charset charset = beginsWith(bytes, 0xFE, 0xFF) ? UTF_16BE : UTF_16LE;
            byte[] utf8 = new String(bytes, 2, bytes.length - 2, charset).getBytes(UTF_8);
            return new SampleText(text(utf8, whole, maxBytes), whole, charset);
        }
        byte[] text = text(
                beginsWith(bytes, 0xEF, 0xBB, 0xBF) ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes,
                whole,
                maxBytes);
        return utf8OrWindows1252(text, whole);
    }

    private static byte[] text(byte[] bytes, boolean whole, int maxBytes) throws NoProposalException {
        if (beginsWith(bytes, 'P', 'K', 3, 4)) {
            throw new NoProposalException(
                    "expected text, found a zip archive or a spreadsheet's workbook: save a sheet as CSV");
        }
        // Behind the first line they spoil a row only: the end of a file whose disk lost power.
        for (int i = 0; i < bytes.length && bytes[i] != '\n' && bytes[i] != '\r'; i++) {
            if (bytes[i] == 0) {
                throw new NoProposalException("expected text, found a binary file: its first line has NUL bytes");
            }
        }
        int end = whole ? bytes.length : lineEnd(bytes);
        if (!whole && end == 0) {
            throw new NoProposalException("expected lines of text, found none in the first " + maxBytes + " bytes");
        }
        return Arrays.copyOf(bytes, end);
    }

    private static int lineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n' && bytes[end - 1] != '\r') {
            end--;
        }
        return end;
    }

    private static boolean beginsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i == bytes.length || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** The text; not a copy. */
    byte[] utf8() {
        return utf8;
    }

    /** The same, in which a table is looked for behind so many lines. */
    SampleText behind(int lines) {
        Preface preface = new Preface(utf8, 0, utf8.length, new SkippedLines(lines, 0, null));
        int at = preface.skip(utf8, 0, utf8.length);
        return lines == 0 ? this : new SampleText(utf8, whole, charset, at, preface.lines() + 1);
    }

    /** The index of the first byte that may belong to a table. */
    int start() {
        return start;
    }

    /** The physical line of this byte, from 1. */
    long line() {
        return line;
    }

    /** Whether it is all of the file. */
    boolean whole() {
        return whole;
    }

    /** Whether the encoding must be named in an upload. */
    boolean mustNameCharset() {
        return charset.equals(WINDOWS_1252);
    }

    Charset charset() {
        return charset;
    }
}
