package dev.sluice.cli.generator;

import java.time.Instant;

/** A file of measurements: a distinct time for each row, and one to three numbers; with rejects of four kinds. */
final class MeasurementsBody extends GeneratedBody {
    private static final int SOME = 1_000;
    private static final int SPREAD = 100_000;

    private static final byte[] NO_TIME = ascii("yesterday,1.5\n");
    private static final byte[] NO_ZONE = ascii("2026-01-01T00:00:00,1.5\n");
    private static final byte[] NO_DATA = ascii("2026-01-01T00:00:00Z,\n");
    private static final byte[] NO_NUMBER = ascii("2026-01-01T00:00:00Z,\"1.5,n/a\"\n");

    MeasurementsBody(FileRecipe recipe) {
        super(recipe, "time_stamp,data", new Expected(SOME, MeasurementsBody::time, any -> 0));
    }

    @Override
    void validRow() {
        // Of several rows with the same time only the last would count.
        int series = Math.toIntExact(expected.validRows());
        text.add(ascii(time(series))).add(',').add('"');
        int numbers = 1 + random.nextInt(3);
        for (int i = 0; i < numbers; i++) {
            int hundredths = random.nextInt(2 * SPREAD) - SPREAD;
            expected.addValue(series, hundredths);
            if (i > 0) {
                text.add(',');
            }
            text.hundredths(hundredths);
        }
        expected.addValidRow();
        text.add('"').add('\n');
    }

    @Override
    void invalidRow() {
        int kind = random.nextInt(4);
        text.add(kind == 0 ? NO_TIME : kind == 1 ? NO_ZONE : kind == 2 ? NO_DATA : NO_NUMBER);
    }

    private static String time(int series) {
        return Instant.ofEpochSecond(START + series).toString();
    }
}
