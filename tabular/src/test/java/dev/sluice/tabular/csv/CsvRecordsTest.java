package dev.sluice.tabular.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvRecordsTest {
    private static final String[] PIECES = {
        "\"", "\"\"", ",", "\r", "\n", "\r\n", "a", "sensor", " ", "\t", "é", "→", "😀", "\\", "'", "\u00a0", "0.5"
    };
    private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};

    static List<Arguments> records() {
        return List.of(
                Arguments.of("a,b,c", List.of("a", "b", "c")),
                Arguments.of("", List.of("")),
                Arguments.of(",", List.of("", "")),
                Arguments.of("a,,", List.of("a", "", "")),
                Arguments.of("\"a\",b", List.of("a", "b")),
                Arguments.of("\"\",\"\"", List.of("", "")),
                Arguments.of("\"a,b\",c", List.of("a,b", "c")),
                Arguments.of("\"a\"\"b\",c", List.of("a\"b", "c")),
                Arguments.of("\"\"\"\",c", List.of("\"", "c")),
                Arguments.of("\"a\"\",\",x", List.of("a\",", "x")),
                Arguments.of("\"a\r\nb\",c", List.of("a\r\nb", "c")),
                Arguments.of("a\\,b\\", List.of("a\\", "b\\")),
                Arguments.of(" a ,\t b\t,\" c \"", List.of("a", "b", "c")),
                Arguments.of("\u00a0a\u00a0,\u2003", List.of("a", "")),
                Arguments.of("5\" pipe,1", List.of("5\" pipe", "1")),
                Arguments.of("a,\"b,c", List.of("a", "\"b,c")),
                Arguments.of("\"a\" ,b", List.of("a", "b")),
                Arguments.of(" \"a\",b", List.of("a", "b")),
                Arguments.of("\t\"a,b\"\t ,  \"c\"\"d\" ", List.of("a,b", "c\"d")),
                Arguments.of("\"\" , \"\" ", List.of("", "")),
                Arguments.of("a , \"\"", List.of("a", "")),
                Arguments.of("5\" , \"6\"", List.of("5\"", "6")),
                Arguments.of("a \"b\" , c", List.of("a \"b\"", "c")),
                Arguments.of("\u2003\"a\",b", List.of("\"a\"", "b")),
                Arguments.of(" \"a", List.of("\"a")));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldSplitARecordIntoItsCells(String record, List<String> cells) {
        assertThat(new CsvRecords(',').cells(record)).containsExactlyElementsOf(cells);
    }

    @Test
    void shouldSplitAtItsOwnDelimiter() {
        assertThat(new CsvRecords(';').cells("1,5;\"a;b\";c")).containsExactly("1,5", "a;b", "c");
    }

    @Test
    void shouldNotReadItsDelimiterAsPadding() {
        assertThat(new CsvRecords('\t').cells("\t\"a\"\t\t \"b\t\" ")).containsExactly("", "a", "", "b");
        assertThat(new CsvRecords(' ').cells(" \"a b\"  c")).containsExactly("", "a b", "", "c");
    }

    @Test
    void shouldQuoteOnlyWhereItMust() {
        assertThat(new CsvRecords(';').record("a,b", "c;d", "e\"f", "g\nh", "i\rj", "", "k l"))
                .isEqualTo("a,b;\"c;d\";\"e\"\"f\";\"g\nh\";\"i\rj\";;k l");
    }

    @Test
    void shouldResetAfterAnUnclosedRecord() {
        CsvRecords records = new CsvRecords(',');
        records.cells("a,\"b\nc");

        assertThat(records.cells("d,e")).containsExactly("d", "e");
    }

    @Test
    void shouldReadBackWhatWasWrittenByTheRulesOfRfc4180() {
        CsvRecords records = new CsvRecords(',');
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            List<List<String>> written = randomRows(random);
            String lineEnd = LINE_ENDS[random.nextInt(LINE_ENDS.length)];
            StringBuilder file = new StringBuilder();
            for (List<String> row : written) {
                file.append(encoded(row, random)).append(lineEnd);
            }

            List<List<String>> read = new ArrayList<>();
            for (String record : scanned(file.toString())) {
                read.add(List.of(records.cells(record)));
            }

            assertThat(read).as("seed %d: %s", seed, file).isEqualTo(written);
        }
    }

    private static List<List<String>> randomRows(Random random) {
        int columns = 1 + random.nextInt(4);
        List<List<String>> rows = new ArrayList<>();
        for (int row = random.nextInt(6); row > 0; row--) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                StringBuilder cell = new StringBuilder();
                for (int i = random.nextInt(6); i > 0; i--) {
                    cell.append(PIECES[random.nextInt(PIECES.length)]);
                }
                cells.add(cell.toString().replaceAll("\\A[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+\\z", ""));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static String encoded(List<String> row, Random random) {
        List<String> cells = new ArrayList<>();
        for (String cell : row) {
            boolean quoted = cell.matches("(?s).*[\",\r\n].*") || random.nextInt(4) == 0;
            String padded = padded(cell, random);
            cells.add(quoted ? padded('"' + padded.replace("\"", "\"\"") + '"', random) : padded);
        }
        return String.join(",", cells);
    }

    private static String padded(String text, Random random) {
        return " ".repeat(random.nextInt(2)) + text + "\t".repeat(random.nextInt(2));
    }

    /** The records without their line endings. */
    private static List<String> scanned(String file) {
        byte[] bytes = file.getBytes(UTF_8);
        RecordScanner scanner = new RecordScanner(',');
        List<String> records = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int end = scanner.findEnd(bytes, start, bytes.length);
            end = end < 0 ? bytes.length : end;
            records.add(new String(bytes, start, end - start, UTF_8).replaceFirst("(\r\n|\r|\n)\\z", ""));
            start = end;
        }
        return records;
    }
}
