package dev.sluice.gateway;

import java.io.ByteArrayInputStream;
import java.util.Random;

/** Bytes that arrive in slices of random sizes. */
final class SlicedInput extends ByteArrayInputStream {
    private final Random random;
    private final int most;

    SlicedInput(byte[] bytes, Random random, int most) {
        super(bytes);
        this.random = random;
        this.most = most;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
    }
}
