package dev.sluice.gateway.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Compresses bytes with gzip. */
public final class Gzip {
    private Gzip() {}

    /** Each part is a separate member. */
    public static byte[] of(byte[]... members) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            for (byte[] member : members) {
                try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
                    gzip.write(member);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }
}
