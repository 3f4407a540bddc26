package dev.sluice.standalone.readings;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * A CSV file of sensor readings, made while it is read, so that a file of any size needs neither disk nor memory. It
 * varies as real ones do: times that go on by uneven steps, some with milliseconds; thermometers that go below zero,
 * hygrometers, barometers and power meters, each with its own range; and rejects of four kinds.
 */
public final class ReadingsBody extends InputStream {
    private static final int LONGEST_ROW = 128;
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    /** With no factor in common with any round number of sensors, so that its multiples meet each of them. */
    private static final long STRIDE = 7_368_787;

    private static final byte[] HEADER = ascii("timestamp,sensor_id,value\n");
    private static final byte[] SENSOR = ascii("sensor-");
    private static final byte[] NO_TIME = ascii("yesterday,sensor-1,1.5\n");
    private static final byte[] NO_SENSOR = ascii("Z,,1.5\n");
    private static final byte[] NO_NUMBER = ascii("Z,sensor-1,n/a\n");
    private static final byte[] TOO_FEW = ascii("Z,sensor-1\n");

    private final Readings readings;
    private final SplittableRandom random;
    private final Expected expected;
    private final Ascii text = new Ascii(1 << 16);
    private long row;
    private long second = START;
    private byte[] minute = new byte[0];
    private long minuteOf = -1;

    /** Of a file like that. */
    public ReadingsBody(Readings readings) {
        this.readings = readings;
        random = new SplittableRandom(readings.seed());
        expected = new Expected(readings.sensors());
        text.add(HEADER);
    }

    /** What must come of the file; complete when the body was read to its end. */
    public Expected expected() {
        return expected;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (text.isEmpty()) {
            fill();
        }
        if (text.isEmpty()) {
            return -1;
        }
        return text.take(target, offset, length);
    }

    private void fill() {
        text.clear();
        while (row < readings.rows() && text.room() > LONGEST_ROW) {
            row++;
            second += random.nextInt(3);
            if (random.nextDouble() < readings.invalidShare()) {
                invalidRow();
            } else {
                validRow();
            }
        }
    }

    private void validRow() {
        long number = expected.validRows();
        // By turns any sensor and the next one, so that each sensor is there, however many there are.
        int sensor =
                number % 2 == 0 ? random.nextInt(readings.sensors()) : (int) (number / 2 * STRIDE % readings.sensors());
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

    private void invalidRow() {
        expected.addInvalid();
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

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
