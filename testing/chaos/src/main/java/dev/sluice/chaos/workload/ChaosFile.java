package dev.sluice.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.cli.generator.Expected;
import dev.sluice.cli.generator.SensorKind;
import dev.sluice.schemas.query.FileSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * A file of sensor readings that is made of a seed and a number alone, so that its expected result can be made again
 * when it is needed. Files are of several sizes; some have invalid rows; some rows have a note, a column without
 * measurements, with quotes, delimiters and line breaks in it.
 *
 * @param name which tells the number
 * @param csv its text
 * @param rows where they begin
 * @param expected its expected result
 */
public record ChaosFile(String name, byte[] csv, FileRows rows, Expected expected) {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final int SENSORS = 40;
    /** Files from this number on are large, and each of their rows belongs to another sensor. */
    private static final int BALLAST = 1_000_000;

    private static final int BALLAST_ROWS = 50_000;
    private static final String PREFIX = "chaos-";
    private static final String SUFFIX = ".csv";
    /** No file name: for an id that ends in .csv only the CSV result is available. */
    private static final String STREAM = PREFIX + "stream-";

    /** The file with this number. */
    public static ChaosFile of(long seed, int number) {
        if (number >= BALLAST) {
            return new Writer(new SplittableRandom(number), BALLAST_ROWS).ballast(PREFIX + number + SUFFIX);
        }
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        return new Writer(random, SENSORS).file(PREFIX + number + SUFFIX, rows(random));
    }

    /** A file with this number and this number of rows. */
    public static ChaosFile of(long seed, int number, int rows) {
        return new Writer(new SplittableRandom(seed * 1_000_003 + number), SENSORS)
                .file(PREFIX + number + SUFFIX, rows);
    }

    /** The id of the file when it is sent as an open stream. */
    public String streamId() {
        return STREAM + number(name);
    }

    /** Whether this is the id of an open stream. */
    public static boolean isStream(String fileId) {
        return fileId.startsWith(STREAM);
    }

    /** The sender's name for a file: a stream has no name but its id. */
    public static String nameOf(FileSummary file) {
        String name = file.filename();
        return name == null ? file.fileId() : name;
    }

    /** Whether this is the name of a file of this rig. */
    public static boolean isName(String name) {
        return name.startsWith(PREFIX);
    }

    /** A file with so many series that restoring them takes time. */
    public static ChaosFile ballast(int number) {
        return of(0, BALLAST + number);
    }

    /** Whether it is kept until the end of the run. */
    public static boolean isBallast(FileSummary file) {
        String name = nameOf(file);
        return isName(name) && number(name) >= BALLAST;
    }

    /** Whether a file is to be deleted once it has ended. */
    public static boolean isToBeDeleted(String fileId) {
        return Math.floorMod(fileId.hashCode(), 2) == 0;
    }

    /** The number of the file with this name. */
    public static int number(String name) {
        return Integer.parseInt(
                isStream(name)
                        ? name.substring(STREAM.length())
                        : name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
    }

    /** Mostly small files; one in twenty has a dozen chunks or more. */
    private static int rows(SplittableRandom random) {
        int kind = random.nextInt(20);
        if (kind < 9) {
            return 1 + random.nextInt(50);
        }
        if (kind < 16) {
            return 200 + random.nextInt(1_800);
        }
        return kind < 19 ? 3_000 + random.nextInt(7_000) : 20_000 + random.nextInt(20_000);
    }

    private static final class Writer {
        private final SplittableRandom random;
        private final StringBuilder text = new StringBuilder("timestamp,sensor_id,value,note\n");
        private final FileRows rows = new FileRows();
        private final Expected expected;
        private int line = 2;

        Writer(SplittableRandom random, int sensors) {
            this.random = random;
            this.expected = new Expected(sensors);
        }

        ChaosFile ballast(String name) {
            for (int sensor = 0; sensor < BALLAST_ROWS; sensor++) {
                valid(sensor);
            }
            return new ChaosFile(name, text.toString().getBytes(UTF_8), rows, expected);
        }

        ChaosFile file(String name, int count) {
            double invalidShare = random.nextBoolean() ? 0 : random.nextDouble() / 5;
            // The first row is valid, as a file without valid rows is a failed one.
            valid();
            for (int i = 1; i < count; i++) {
                if (random.nextDouble() < invalidShare) {
                    invalid();
                } else {
                    valid();
                }
            }
            return new ChaosFile(name, text.toString().getBytes(UTF_8), rows, expected);
        }

        private void valid() {
            valid(random.nextInt(SENSORS));
        }

        private void valid(int sensor) {
            SensorKind kind = SensorKind.of(sensor);
            int deviation = random.nextInt(-kind.spread(), kind.spread());
            expected.addValid(sensor, deviation);
            rows.valid().set(line);
            time().append(",sensor-").append(sensor).append(',');
            text.append(BigDecimal.valueOf((long) kind.middle() + deviation, 2).toPlainString())
                    .append(',');
            note();
            endRow();
        }

        private void invalid() {
            expected.addInvalid();
            rows.invalid().set(line);
            switch (random.nextInt(4)) {
                case 0 -> text.append("yesterday,sensor-1,1.5,");
                case 1 -> time().append(",,1.5,");
                case 2 -> time().append(",sensor-1,n/a,");
                default -> time().append(",sensor-1");
            }
            endRow();
        }

        private StringBuilder time() {
            return text.append(Instant.ofEpochSecond(START + random.nextInt(86_400 * 30)));
        }

        private void note() {
            switch (random.nextInt(10)) {
                case 0 -> {
                    text.append("\"two lines,\nof which the second,sensor-1,could be \"\"one\"\"\"");
                    line++;
                }
                case 1 -> text.append("\"said \"\"so\"\", twice\"");
                default -> text.append("ok");
            }
        }

        private void endRow() {
            text.append('\n');
            line++;
        }
    }
}
