package dev.sluice.gateway.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Bytes with gzip around them. */
public final class Gzip {
    private Gzip() {}

    /** Each a member of its own. */
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
