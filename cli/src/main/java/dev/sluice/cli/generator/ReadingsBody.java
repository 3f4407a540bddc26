package dev.sluice.cli.generator;

import java.time.Instant;

/**
 * A file of sensor readings with realistic variation: times that advance by uneven steps, some with milliseconds;
 * thermometers with values below zero, hygrometers, barometers and power meters, each with its own range; and rejects
 * of four kinds.
 */
public final class ReadingsBody extends GeneratedBody {
    private static final byte[] SENSOR = ascii("sensor-");
    private static final byte[] NO_TIME = ascii("yesterday,sensor-1,1.5\n");
    private static final byte[] NO_SENSOR = ascii("Z,,1.5\n");
    private static final byte[] NO_NUMBER = ascii("Z,sensor-1,n/a\n");
    private static final byte[] TOO_FEW = ascii("Z,sensor-1\n");

    private long second = START;
    private byte[] minute = new byte[0];
    private long minuteOf = -1;

    /** Of a file like that. */
    public ReadingsBody(FileRecipe recipe) {
        super(recipe, "timestamp,sensor_id,value", new Expected(recipe.series()));
    }

    @Override
    void beforeRow() {
        second += random.nextInt(3);
    }

    @Override
    void validRow() {
        int sensor = nextSeries();
        SensorKind kind = SensorKind.of(sensor);
        int deviation = random.nextInt(kind.spread()) + random.nextInt(kind.spread()) - kind.spread();
        expected.addValid(sensor, deviation);
        time();
        if (random.nextInt(10) == 0) {
            text.add('.').digits(random.nextInt(1000), 3);
        }
        text.add('Z').add(',').add(SENSOR).add(sensor).add(',');
        text.hundredths(kind.middle() + deviation).add('\n');
    }

    @Override
    void invalidRow() {
        int kind = random.nextInt(4);
        if (kind == 0) {
            text.add(NO_TIME);
            return;
        }
        time();
        text.add(kind == 1 ? NO_SENSOR : kind == 2 ? NO_NUMBER : TOO_FEW);
    }

    /** Up to the seconds, without a zone. */
    private void time() {
        long of = second / 60;
        if (of != minuteOf) {
            minuteOf = of;
            minute = ascii(Instant.ofEpochSecond(of * 60).toString().substring(0, "2026-01-01T00:00:".length()));
        }
        text.add(minute).digits(second % 60, 2);
    }
}
