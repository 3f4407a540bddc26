package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file.
 *
 * @param charset its original charset
 * @param utf8 the text as UTF-8, without byte order mark; UTF-8 input is passed through unchanged
 */
record DecodedText(Charset charset, InputStream utf8) {

    /**
     * Determines the charset: by byte order mark, else as declared, else UTF-8.
     *
     * @throws RefusedException if the bytes are evidently not text
     */
    static DecodedText of(InputStream in, @Nullable Charset declared) throws IOException {
        byte[] start = in.readNBytes(BinaryFormat.LONGEST);
        Optional<BinaryFormat> binary = BinaryFormat.find(start);
        if (binary.isPresent()) {
            throw new RefusedException(
                    Problem.NOT_TEXT, "expected text, found " + binary.get().description());
        }
        Optional<ByteOrderMark> mark = ByteOrderMark.find(start);
        int skipped = mark.map(ByteOrderMark::length).orElse(0);
        PushbackInputStream text = new PushbackInputStream(in, BinaryFormat.LONGEST);
        text.unread(start, skipped, start.length - skipped);
        Charset charset = mark.map(ByteOrderMark::charset).orElse(declared == null ? UTF_8 : declared);
        return new DecodedText(charset, charset.equals(UTF_8) ? text : new Utf8Input(text, charset));
    }
}
