package dev.sluice.cli.load;

import dev.sluice.cli.generator.Expected;
import dev.sluice.cli.generator.GeneratedBody;
import dev.sluice.client.UploadContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** A generated file. It is generated each time it is read. For one upload at a time. */
final class GeneratedContent implements UploadContent {
    /** Smaller files are uploaded again as a whole if their connection breaks, which needs no size. */
    private static final long MANY_ROWS = 1_000_000;

    private final Supplier<GeneratedBody> generator;
    private final long size;
    private GeneratedBody last;

    private GeneratedContent(Supplier<GeneratedBody> generator, GeneratedBody last, long size) {
        this.generator = generator;
        this.last = last;
        this.size = size;
    }

    /** @param rows about how many there are: the size of a file with many is known once it has been generated */
    static GeneratedContent of(long rows, Supplier<GeneratedBody> generator) {
        GeneratedBody body = generator.get();
        return new GeneratedContent(generator, body, rows > MANY_ROWS ? size(body) : -1);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream from(long offset) throws IOException {
        GeneratedBody body = generator.get();
        body.skipNBytes(offset);
        if (size < 0) {
            last = body;
        }
        return body;
    }

    /** The expected result, once the content was read to its end. */
    Expected expected() {
        return last.expected();
    }

    private static long size(GeneratedBody body) {
        try {
            return body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
