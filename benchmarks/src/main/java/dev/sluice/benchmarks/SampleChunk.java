package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** A chunk of sensor readings that vary as real ones do: times, 100 sensors, numbers with two digits behind the point. */
final class SampleChunk {
    /** How many rows it has. */
    static final int ROWS = 10_000;

    private SampleChunk() {}

    static byte[] bytes() {
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append("2024-05-01T10:")
                    .append(10 + random.nextInt(50))
                    .append(":00Z,sensor-")
                    .append(random.nextInt(100))
                    .append(',')
                    .append(random.nextInt(100_000) / 100.0)
                    .append('\n');
        }
        return rows.toString().getBytes(UTF_8);
    }
}
