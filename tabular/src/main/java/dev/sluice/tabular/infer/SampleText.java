package dev.sluice.tabular.infer;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.header.Preface;
import dev.sluice.tabular.header.SkippedLines;
import dev.sluice.tabular.text.CharsetGuess;
import dev.sluice.tabular.text.Utf8;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The beginning of a file, as UTF-8 text that ends with a line. */
public final class SampleText {
    /** What is read of a file by default, decompressed. */
    public static final int DEFAULT_BYTES = 8 * 1024 * 1024;

    private final byte[] utf8;
    private final boolean whole;
    private final Charset charset;
    /** What a client must name, guessed or as it says; or null if the bytes tell. */
    private final @Nullable CharsetGuess guess;

    private final int start;
    private final long line;

    private SampleText(byte[] utf8, boolean whole, Charset charset) {
        this(utf8, whole, charset, null, 0, 1);
    }

    private SampleText(
            byte[] utf8, boolean whole, Charset charset, @Nullable CharsetGuess guess, int start, long line) {
        this.utf8 = utf8;
        this.whole = whole;
        this.charset = charset;
        this.guess = guess;
        this.start = start;
        this.line = line;
    }

    /**
     * Reads the beginning of a file, plain or compressed with gzip. Its encoding is that of its byte order mark;
     * without one it is UTF-8, or guessed if it isn't valid UTF-8.
     *
     * @param maxBytes the maximum that is read, decompressed
     * @throws NoProposalException if the file is empty, or no text
     */
    public static SampleText read(InputStream in, int maxBytes) throws IOException, NoProposalException {
        return read(in, maxBytes, null);
    }

    /**
     * The same of a file whose charset the client names, unless it has a byte order mark.
     *
     * @param declared its charset, or null
     */
    public static SampleText read(InputStream in, int maxBytes, @Nullable Charset declared)
            throws IOException, NoProposalException {
        PushbackInputStream file = new PushbackInputStream(in, 2);
        byte[] start = file.readNBytes(2);
        file.unread(start);
        boolean gzip = start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
        try {
            byte[] bytes = (gzip ? new GZIPInputStream(file) : file).readNBytes(maxBytes + 1);
            return decode(bytes, maxBytes, declared);
        } catch (ZipException | EOFException e) {
            throw new NoProposalException("expected text, found broken gzip: " + e.getMessage());
        }
    }

    /**
     * The beginning of a text without byte order mark that should be UTF-8; the charset of what isn't is guessed.
     *
     * @param whole whether it is all of the file; otherwise the last line is left out, if its end is missing
     */
    public static SampleText of(byte[] bytes, boolean whole) {
        return utf8OrGuessed(Arrays.copyOf(bytes, whole ? bytes.length : lineEnd(bytes)), whole);
    }

    private static SampleText utf8OrGuessed(byte[] text, boolean whole) {
        if (Utf8.isValid(text, 0, text.length)) {
            return new SampleText(text, whole, UTF_8);
        }
        CharsetGuess guess = CharsetGuess.of(text);
        byte[] utf8 = new String(text, guess.charset()).getBytes(UTF_8);
        return new SampleText(utf8, whole, guess.charset(), guess, 0, 1);
    }

    private static SampleText decode(byte[] bytes, int maxBytes, @Nullable Charset declared)
            throws NoProposalException {
        boolean whole = bytes.length <= maxBytes;
        if (beginsWith(bytes, 0xFE, 0xFF) || beginsWith(bytes, 0xFF, 0xFE)) {
            Charset charset = beginsWith(bytes, 0xFE, 0xFF) ? UTF_16BE : UTF_16LE;
            byte[] utf8 = new String(bytes, 2, bytes.length - 2, charset).getBytes(UTF_8);
            return new SampleText(text(utf8, whole, maxBytes), whole, charset);
        }
        if (declared != null && !declared.equals(UTF_8)) {
            byte[] utf8 = new String(bytes, declared).getBytes(UTF_8);
            CharsetGuess said = new CharsetGuess(declared, List.of());
            return new SampleText(text(utf8, whole, maxBytes), whole, declared, said, 0, 1);
        }
        byte[] text = text(
                beginsWith(bytes, 0xEF, 0xBB, 0xBF) ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes,
                whole,
                maxBytes);
        return utf8OrGuessed(text, whole);
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
        return lines == 0 ? this : new SampleText(utf8, whole, charset, guess, at, preface.lines() + 1);
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
        return guess != null;
    }

    /** The charsets that fit as well as a guessed one, and read another text; usually none. */
    List<Charset> otherCharsets() {
        return guess == null ? List.of() : guess.others();
    }

    Charset charset() {
        return charset;
    }
}
