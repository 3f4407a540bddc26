package dev.sluice.splitter.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random file, made from what its rows are to become, so that no parser is needed to know it: {@code expected} is
 * in the notation of {@link Splitting}.
 */
record GeneratedFile(List<Piece> pieces, List<String> expected) {
    static final String HEADER_ROW = "timestamp,sensor_id,value";
    /** The range in which each whole number counts as epoch seconds; some later ones are a date with its hour. */
    private static final long FIRST_EPOCH = 631_152_000;

    private static final long LAST_EPOCH = 1_990_010_100L;

    /** A record or a blank line with its line ending. */
    record Piece(byte[] bytes, long line) {}

    private static final String[] LINE_ENDS = {"\n", "\n", "\r\n", "\r"};
    private static final String[] SENSOR_PIECES = {
        "a", "7", "-", " ", ",", "\"", "\"\"", "\n", "\r\n", "\r", "\n\n", "é", "→", "😀", "\\", "'", "\u0001", "\uFFFD"
    };

    static GeneratedFile of(long seed) {
        return new Generator(new Random(seed)).file();
    }

    /** The pieces from one up to another, as one text. */
    byte[] text(int from, int to) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        pieces.subList(from, to).forEach(piece -> text.writeBytes(piece.bytes()));
        return text.toByteArray();
    }

    private static final class Generator {
        private final Random random;
        private final List<Piece> pieces = new ArrayList<>();
        private final List<String> expected = new ArrayList<>();
        // The header row is on the first.
        private long line = 2;
        private String lastEnd = "\n";

        Generator(Random random) {
            this.random = random;
        }

        GeneratedFile file() {
            int count = random.nextInt(20);
            for (int i = 0; i < count; i++) {
                addPiece();
            }
            if (random.nextInt(4) == 0) {
                add(validCells(), "");
            } else if (random.nextInt(6) == 0) {
                expected.add(line + " source-error");
                add("1714557600,\"never closed\n\n1714557600,s1,1\r", "");
            }
            return new GeneratedFile(pieces, expected);
        }

        private void addPiece() {
            String end = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
            switch (random.nextInt(12)) {
                case 0 -> add("", end);
                case 1 -> add(" \t ", end);
                case 2 -> addInvalid(" , ,", "blank-row", end);
                case 3 ->
                    addInvalid(
                            "noon,,warm", "type-error(timestamp) constraint-error(sensor_id) type-error(value)", end);
                case 4 -> addInvalid("1000000000,\"s\n1\"", "missing-cell(value)", end);
                case 5 -> addInvalid("1000000000,s1,1,\"\r\n2\"", "extra-cell", end);
                case 6 -> {
                    expected.add(line + " encoding-error");
                    addBytes(new byte[] {'0', ',', (byte) 0xE9, ',', '1'}, end, 0);
                }
                case 7 -> addInvalid("1000000000,5\" pipe,x", "type-error(value)", end);
                default -> add(validCells(), end);
            }
        }

        private void addInvalid(String row, String errors, String end) {
            expected.add(line + " " + errors);
            add(row, end);
        }

        private String validCells() {
            long micros = random.nextLong(FIRST_EPOCH, LAST_EPOCH) * 1_000_000;
            String sensor = "s" + pieces(random.nextInt(6)) + "e";
            double value = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
            expected.add(line + " valid " + micros + " " + sensor + " " + value);
            boolean mustQuote = sensor.matches("(?s).*[,\r\n\"].*");
            String cell = mustQuote || random.nextBoolean() ? '"' + sensor.replace("\"", "\"\"") + '"' : sensor;
            return micros / 1_000_000 + padding() + "," + cell + "," + padding() + value + padding();
        }

        private String pieces(int count) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < count; i++) {
                text.append(SENSOR_PIECES[random.nextInt(SENSOR_PIECES.length)]);
            }
            return text.toString();
        }

        private String padding() {
            return " ".repeat(random.nextInt(2));
        }

        private void add(String row, String end) {
            addBytes(row.getBytes(UTF_8), end, breaks(row));
        }

        private void addBytes(byte[] row, String end, long breaksInside) {
            // An empty line ending in LF after one ending in CR would be a CRLF.
            String trueEnd = lastEnd.equals("\r") && row.length == 0 && end.equals("\n") ? "\r" : end;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(row);
            bytes.writeBytes(trueEnd.getBytes(UTF_8));
            pieces.add(new Piece(bytes.toByteArray(), line));
            line += breaksInside + 1;
            lastEnd = trueEnd;
        }

        private static long breaks(String text) {
            return text.split("\r\n|\r|\n", -1).length - 1;
        }
    }
}
