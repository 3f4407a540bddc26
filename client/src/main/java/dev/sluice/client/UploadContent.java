package dev.sluice.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The content of an upload, which can be read from any place, and again. */
public interface UploadContent {
    /** The number of bytes, or -1 if it isn't known. */
    long size();

    /**
     * The content from a place on. The caller closes it.
     *
     * @param offset of the first byte; at most the size
     * @throws IOException if it can't be read, or isn't what it was
     */
    InputStream from(long offset) throws IOException;

    /**
     * A file. It must not change before the upload has ended; its size and its modification time are checked.
     *
     * @throws IOException if there is no such file
     */
    static UploadContent of(Path file) throws IOException {
        return new FileContent(file, Files.size(file), Files.getLastModifiedTime(file));
    }

    /** Bytes, which must not change. */
    static UploadContent of(byte[] bytes) {
        return of(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /**
     * What a program generates.
     *
     * @param size the number of bytes, or -1 if it isn't known
     * @param generator supplies a stream of the same bytes each time
     */
    static UploadContent of(long size, Supplier<? extends InputStream> generator) {
        return new UploadContent() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream from(long offset) throws IOException {
                InputStream stream = generator.get();
                stream.skipNBytes(offset);
                return stream;
            }
        };
    }
}
