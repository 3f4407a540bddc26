package dev.sluice.gateway.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.problem.RefusedException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the cutter with a simple parser of the whole text, on generated files in generated slices. */
class ChunkCutterPropertyTest {
    private static final int FILES = 3_000;
    private static final int CHUNK = 64;
    private static final int ROW = 40;
    private static final String[] PIECES = {
        "a",
        "bc",
        "12.5",
        ",",
        ",",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "\"x\"",
        ",\"q\nr\"",
        ",\"q\r\nr\"",
        ",\"q\rr\"",
        ",\"a,b\"",
        ",\"d\"\"d\"",
        ",\"\"",
        "5\" pipe",
        " ",
        "é",
        "日本",
        "\"",
        "'",
        "\0"
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void shouldCutTheSameForAnySplitOfTheInput(int largestSlice) {
        for (int seed = 0; seed < FILES; seed++) {
            Random random = new Random(seed);
            byte[] file = generate(random).getBytes(UTF_8);

            String whole = outcome(() -> CutFile.of(new ByteArrayInputStream(file), CHUNK, ROW));
            String sliced = outcome(() -> CutFile.of(new SlicedInput(file, random, largestSlice), CHUNK, ROW));

            assertThat(sliced).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void shouldCutTheRowsOfASimpleParser() {
        int cut = 0;
        int tooLong = 0;
        for (int seed = 0; seed < FILES; seed++) {
            String file = generate(new Random(seed));
            List<PlainRow> rows = plainRows(file);
            String outcome = outcome(() -> CutFile.of(file, CHUNK, ROW));
            if (outcome.startsWith("row-too-long")) {
                assertThat(rows).as("seed %d", seed).anyMatch(PlainRow::isLongAndOpen);
                continue;
            }
            cut++;
            tooLong += rows.stream().anyMatch(row -> row.isTooLong(ROW)) ? 1 : 0;
            assertThat(outcome)
                    .as("seed %d", seed)
                    .isEqualTo(greedy(rows, CHUNK, ROW).toString());
        }
        assertThat(cut).as("files that are not refused").isGreaterThan(FILES / 2);
        assertThat(tooLong).as("files with long rows").isGreaterThan(FILES / 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {700, 20_000, 100_000})
    void shouldCutFilesThatAreLargerThanItsBuffer(int largestSlice) {
        Random random = new Random(largestSlice);
        StringBuilder file = new StringBuilder("h\n");
        while (file.length() < 500_000) {
            file.append("x".repeat(random.nextInt(9) == 0 ? random.nextInt(9_000) : random.nextInt(90)));
            file.append(",\"q\r\nq\"").append(random.nextBoolean() ? "\n" : "\r\n");
        }

        String sliced = outcome(() ->
                CutFile.of(new SlicedInput(file.toString().getBytes(UTF_8), random, largestSlice), 30_000, 10_000));

        assertThat(sliced)
                .isEqualTo(greedy(plainRows(file.toString()), 30_000, 10_000).toString());
    }

    /** The header row {@code h} and some pieces after it. */
    private static String generate(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "h\n" : "h\r\n");
        int pieces = random.nextInt(120);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
            if (random.nextInt(4) == 0) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    private record PlainRow(String text, long line, int breaks) {
        int bytes() {
            return text.getBytes(UTF_8).length;
        }

        boolean isTooLong(int max) {
            return bytes() > max;
        }

        /** Whether the file may end in it, inside quotes. */
        boolean isLongAndOpen() {
            return isTooLong(ROW) && breaks > 0 && text.indexOf('"') >= 0;
        }

        private String withoutLineEnding() {
            return text.replaceFirst("(\\r\\n|\\n|\\r)\\z", "");
        }

        /** As {@link CutFile} shows it. */
        String asTooLong(int max) {
            byte[] kept = Arrays.copyOf(text.getBytes(UTF_8), max + 1);
            long last = line + breaks - (text.equals(withoutLineEnding()) ? 0 : 1);
            return (bytes() == max + 1 ? withoutLineEnding() : new String(kept, UTF_8)) + "|" + bytes()
                    + "|expected a row of at most " + max + " bytes with its line ending, found one of " + bytes()
                    + (last == line
                            ? ""
                            : ", on lines " + line + " to " + last
                                    + ": a quoted cell spans them, of which a quote may be missing");
        }
    }

    /** Records by RFC 4180 read with the whole text at hand; the header row is among them. */
    private static List<PlainRow> plainRows(String text) {
        List<PlainRow> rows = new ArrayList<>();
        long line = 1;
        int from = 0;
        while (from < text.length()) {
            int to = endOfRow(text, from);
            String row = text.substring(from, to);
            int breaks = row.replace("\r\n", "\n")
                    .replace('\r', '\n')
                    .replaceAll("[^\n]", "")
                    .length();
            rows.add(new PlainRow(row, line, breaks));
            line += breaks;
            from = to;
        }
        return rows;
    }

    private static int endOfRow(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int content = endOfBlanks(text, i);
            i = text.startsWith("\"", content) ? endOfQuotes(text, content) : content;
            while (i < text.length() && ",\r\n".indexOf(text.charAt(i)) < 0) {
                i++;
            }
            if (i < text.length() && text.charAt(i++) != ',') {
                return text.startsWith("\r\n", i - 1) ? i + 1 : i;
            }
        }
        return i;
    }

    private static int endOfBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** After quoted text; a quote directly after a closing one reopens the field (a doubled quote). */
    private static int endOfQuotes(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == '"') {
            int close = text.indexOf('"', i + 1);
            i = close < 0 ? text.length() : close + 1;
        }
        return i;
    }

    private static CutFile greedy(List<PlainRow> rows, int chunkBytes, int max) {
        List<String> chunks = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        long chunkLine = 0;
        for (PlainRow row : rows.subList(1, rows.size())) {
            if (row.isTooLong(max)) {
                if (!chunk.isEmpty()) {
                    chunks.add(chunks.size() + "@" + chunkLine + ":" + chunk);
                    chunk.setLength(0);
                }
                chunks.add(chunks.size() + "@" + row.line() + ":" + row.asTooLong(max));
                continue;
            }
            if (chunk.toString().getBytes(UTF_8).length + row.bytes() > chunkBytes) {
                chunks.add(chunks.size() + "@" + chunkLine + ":" + chunk);
                chunk.setLength(0);
            }
            if (chunk.isEmpty()) {
                chunkLine = row.line();
            }
            chunk.append(row.text());
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunks.size() + "@" + chunkLine + ":" + chunk);
        }
        PlainRow last = rows.get(rows.size() - 1);
        boolean open = !last.text().endsWith("\n") && !last.text().endsWith("\r");
        return new CutFile(chunks, last.line() + last.breaks() - (open ? 0 : 1));
    }

    private interface Cutting {
        CutFile run() throws RefusedException;
    }

    private static String outcome(Cutting cutting) {
        try {
            return cutting.run().toString();
        } catch (RefusedException e) {
            return e.problem().code() + " " + e.detail();
        }
    }
}
