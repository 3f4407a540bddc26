package dev.sluice.results.http;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on a part of the bytes that are written, and counts them all. */
public final class PartOutput extends OutputStream {
    private final OutputStream out;
    private final ByteRange.Part part;
    private long written;

    public PartOutput(OutputStream out, ByteRange.Part part) {
        this.out = out;
        this.part = part;
    }

    /** Only counts what is written. */
    public static PartOutput counting() {
        return new PartOutput(OutputStream.nullOutputStream(), new ByteRange.Part(0, 0));
    }

    /** Returns the number of bytes that were written, whether they are in the part or not. */
    public long written() {
        return written;
    }

    /** Checks whether all bytes of the part were written. */
    public boolean isComplete() {
        return written >= part.offset() + part.length();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        long from = Math.max(part.offset(), written);
        long to = Math.min(part.offset() + part.length(), written + length);
        if (from < to) {
            out.write(bytes, (int) (offset + from - written), (int) (to - from));
        }
        written += length;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
