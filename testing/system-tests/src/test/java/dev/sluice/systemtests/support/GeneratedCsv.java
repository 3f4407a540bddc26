package dev.sluice.systemtests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.BitSet;
import java.util.Locale;
import java.util.Random;

/**
 * Writes a file of readings that varies as real ones do, and keeps its expected result: which physical lines start
 * valid and which start invalid rows, and the statistics of each sensor. The same seed gives the same file.
 *
 * <p>Some rows have a note (a column without measurements) with quotes, delimiters and line breaks inside.
 */
public final class GeneratedCsv {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    private final Random random;
    private final int sensors;
    private final double invalidShare;

    private final BitSet validLines = new BitSet();
    private final BitSet invalidLines = new BitSet();
    private final Reference reference = new Reference();
    private int line = 1;

    public GeneratedCsv(long seed, int sensors, double invalidShare) {
        this.random = new Random(seed);
        this.sensors = sensors;
        this.invalidShare = invalidShare;
    }

    /** The header row. Call it once, first. */
    public void writeHeader(OutputStream out) throws IOException {
        out.write("timestamp,sensor_id,value,note\n".getBytes(UTF_8));
        line++;
    }

    /** So many more rows. */
    public void writeRows(OutputStream out, int rows) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            if (random.nextDouble() < invalidShare) {
                invalidRow(text);
            } else {
                validRow(text);
            }
            if (text.length() > 100_000) {
                out.write(text.toString().getBytes(UTF_8));
                text.setLength(0);
            }
        }
        out.write(text.toString().getBytes(UTF_8));
    }

    /** The physical lines that valid rows start on. */
    public BitSet validLines() {
        return validLines;
    }

    /** The physical lines that invalid rows start on. */
    public BitSet invalidLines() {
        return invalidLines;
    }

    /** What the statistics must be. */
    public Reference reference() {
        return reference;
    }

    private void validRow(StringBuilder text) {
        String sensor = "sensor-" + random.nextInt(sensors);
        double value = value();
        validLines.set(line);
        reference.add(sensor, value);
        text.append(timestamp())
                .append(',')
                .append(sensor)
                .append(',')
                .append(value)
                .append(',');
        note(text);
        text.append('\n');
        line++;
    }

    private void invalidRow(StringBuilder text) {
        invalidLines.set(line);
        switch (random.nextInt(4)) {
            case 0 -> text.append("yesterday,sensor-1,1.5,");
            case 1 -> text.append(timestamp()).append(",,1.5,");
            case 2 -> text.append(timestamp()).append(",sensor-1,n/a,");
            default -> text.append(timestamp()).append(",sensor-1");
        }
        text.append('\n');
        line++;
    }

    private double value() {
        // Halves of the sensors sit on a large offset, where careless arithmetic shows.
        double offset = random.nextBoolean() ? 1e9 : 20;
        return offset + random.nextGaussian();
    }

    private String timestamp() {
        long second = START + random.nextInt(86_400 * 30);
        return random.nextInt(3) == 0
                ? Long.toString(second)
                : Instant.ofEpochSecond(second).toString();
    }

    private void note(StringBuilder text) {
        switch (random.nextInt(20)) {
            case 0 -> {
                text.append("\"two\nlines\"");
                line++;
            }
            case 1 -> text.append(String.format(Locale.ROOT, "\"said \"\"%d\"\", twice\"", random.nextInt(9)));
            default -> text.append("ok");
        }
    }
}
