package dev.sluice.gateway.csv;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Random;

/** Bytes that arrive in slices of random sizes. */
final class SlicedInput extends FilterInputStream {
    private final Random random;
    private final int max;

    SlicedInput(byte[] bytes, Random random, int max) {
        super(new ByteArrayInputStream(bytes));
        this.random = random;
        this.max = max;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(max)));
    }
}
