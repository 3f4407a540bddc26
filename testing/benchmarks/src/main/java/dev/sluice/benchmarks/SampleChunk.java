package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Chunks of rows with realistic variation. */
final class SampleChunk {
    /** The number of rows per chunk. */
    static final int ROWS = 10_000;

    private SampleChunk() {}

    /** Sensor readings: times, 100 sensors, numbers with two decimals. */
    static byte[] bytes() {
        return readings("2024-05-01T10:%d:00Z,sensor-%d,%s\n");
    }

    /** Likewise, with all cells quoted. */
    static byte[] quoted() {
        return readings("\"2024-05-01T10:%d:00Z\",\"sensor-%d\",\"%s\"\n");
    }

    /** Song plays: 200 titles, one in ten not ASCII, on the days of a year. */
    static byte[] songPlays() {
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            int song = random.nextInt(200);
            rows.append(song % 10 == 0 ? "Olé " : "Song number ")
                    .append(song)
                    .append(",2020-%02d-%02d,".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)))
                    .append(random.nextInt(10_000))
                    .append('\n');
        }
        return rows.toString().getBytes(UTF_8);
    }

    private static byte[] readings(String format) {
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append(
                    format.formatted(10 + random.nextInt(50), random.nextInt(100), random.nextInt(100_000) / 100.0));
        }
        return rows.toString().getBytes(UTF_8);
    }
}
