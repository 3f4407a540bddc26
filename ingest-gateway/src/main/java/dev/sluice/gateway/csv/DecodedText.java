package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file.
 *
 * @param charset its original charset
 * @param unchanged whether the text is all bytes of the file
 * @param utf8 the text as UTF-8, without byte order mark; UTF-8 input is passed through unchanged
 */
record DecodedText(Charset charset, boolean unchanged, InputStream utf8) {

    /** Enough for the header row of a rejects CSV, and some rows. */
    private static final int PEEKED = 64 * 1024;

    /**
     * Determines the charset: by byte order mark, else as declared, else UTF-8. A rejects CSV that comes back with the
     * charset of its original file is UTF-8, unless an editor has changed that.
     *
     * @throws RefusedException if the bytes are evidently not text
     */
    static DecodedText of(InputStream in, @Nullable Charset declared) throws IOException {
        boolean other = declared != null && !declared.equals(UTF_8);
        int peeked = other ? PEEKED : BinaryFormat.LONGEST;
        byte[] start = in.readNBytes(peeked);
        byte[] first = Arrays.copyOf(start, Math.min(start.length, BinaryFormat.LONGEST));
        Optional<BinaryFormat> binary = BinaryFormat.find(first);
        if (binary.isPresent()) {
            throw new RefusedException(
                    Problem.NOT_TEXT, "expected text, found " + binary.get().description());
        }
        Optional<ByteOrderMark> mark = ByteOrderMark.find(first);
        int skipped = mark.map(ByteOrderMark::length).orElse(0);
        PushbackInputStream text = new PushbackInputStream(in, peeked);
        text.unread(start, skipped, start.length - skipped);
        Charset unmarked = declared == null || !other || isOfRejects(start) ? UTF_8 : declared;
        Charset charset = mark.map(ByteOrderMark::charset).orElse(unmarked);
        boolean utf8 = charset.equals(UTF_8);
        return new DecodedText(charset, utf8 && skipped == 0, utf8 ? text : new Utf8Input(text, charset));
    }

    private static boolean isOfRejects(byte[] start) {
        boolean whole = start.length < PEEKED;
        // The peeked bytes may end in the midst of a character: only whole lines are checked.
        int end = start.length;
        while (!whole && end > 0 && start[end - 1] != '\n') {
            end--;
        }
        return Detection.isOfRejects(start, 0, start.length) && Utf8.isValid(start, 0, end);
    }
}
