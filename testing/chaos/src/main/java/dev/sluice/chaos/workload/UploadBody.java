package dev.sluice.chaos.workload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/** The body of an upload as its client sends it: at full speed, slowly, or incompletely. */
public final class UploadBody extends InputStream {
    private static final int STEPS = 20;

    private final InputStream text;
    private final int stepBytes;
    private final long pauseMs;
    private final int cutAfter;
    private int sent;

    private UploadBody(byte[] text, long pauseMs, int cutAfter) {
        this.text = new ByteArrayInputStream(text);
        this.stepBytes = Math.max(1, text.length / STEPS);
        this.pauseMs = pauseMs;
        this.cutAfter = cutAfter;
    }

    public static InputStream atOnce(byte[] text) {
        return new ByteArrayInputStream(text);
    }

    /** Takes about this long. */
    static InputStream slow(byte[] text, Duration time) {
        return new UploadBody(text, time.toMillis() / STEPS, Integer.MAX_VALUE);
    }

    /** The client disconnects after this number of bytes. */
    static InputStream cut(byte[] text, int after) {
        return new UploadBody(text, 0, after);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (sent >= cutAfter) {
            throw new IOException("cut off, as planned");
        }
        pause();
        int read = text.read(target, offset, Math.min(length, Math.min(stepBytes, cutAfter - sent)));
        sent += Math.max(0, read);
        return read;
    }

    private void pause() throws InterruptedIOException {
        try {
            Thread.sleep(pauseMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the load stops");
        }
    }
}
