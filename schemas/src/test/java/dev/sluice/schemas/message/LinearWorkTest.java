package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.row.json.JsonRows;
import dev.sluice.tabular.text.TruncatedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However many errors a row has, the output and the work are proportional to the row. */
class LinearWorkTest {
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();

    @Test
    void shouldMakeOneRejectOfAWideRecord() throws HeaderException {
        int columns = 2_000;
        String header =
                "time," + IntStream.range(0, columns).mapToObj(i -> "s" + i).collect(Collectors.joining(","));
        String cells = String.join(",", Collections.nCopies(columns, "\"1,5\""));
        String text = IntStream.range(0, 60)
                .mapToObj(i -> "2026-11-01T10:00:" + (i < 10 ? "0" : "") + i + "Z," + cells + "\n")
                .collect(Collectors.joining());
        ReadOptions options = ReadOptions.parse("delimiter=%2C&header=present&layout=wide");

        List<InvalidRow> rejects = rejects(
                new CsvRows(text.getBytes(UTF_8), 0, 2, READINGS, Columns.of(header, READINGS, options), options));

        assertThat(rejects).hasSize(60);
        assertThat(rejects).allSatisfy(reject -> {
            assertThat(reject.errors()).hasSize(InvalidRow.MAX_ERRORS);
            assertThat(reject.errors().get(1).message()).startsWith("column s1: ");
            assertThat(reject.furtherErrors()).isEqualTo(columns - InvalidRow.MAX_ERRORS);
            assertThat(reject.tally().rows()).isEqualTo(columns);
        });
        assertThat(bytes(rejects)).isLessThan(2L * text.length());
    }

    @Test
    void shouldReportTheFirstOfManyRepetitions() {
        String text = "{" + String.join(",", Collections.nCopies(40_000, "\"a\":1")) + "}";

        List<InvalidRow> rejects = rejects(new JsonRows(text.getBytes(UTF_8), JsonRows.Form.DOCUMENT, 1, READINGS));

        assertThat(rejects).singleElement().satisfies(reject -> {
            assertThat(reject.errors()).hasSize(InvalidRow.MAX_ERRORS);
            // Each field is missing, and the property is unknown.
            assertThat(reject.errors().size() + reject.furtherErrors()).isGreaterThanOrEqualTo(39_999);
        });
        // Its text up to the limit of a row, with a backslash before each quote, and the errors.
        assertThat(bytes(rejects)).isLessThan(2L * CsvRows.MAX_RAW_BYTES);
    }

    /** Line numbers are tracked: counting from the beginning for each line would take minutes. */
    @Test
    void shouldReportTheLineOfEachOfManyBrokenLines() {
        String text = "x\n".repeat(200_000);

        List<InvalidRow> rejects = rejects(new JsonRows(text.getBytes(UTF_8), JsonRows.Form.LINES, 1, READINGS));

        assertThat(rejects).hasSize(200_000);
        assertThat(rejects.get(199_999).errors().get(0).message()).contains("at line 200000, column");
    }

    private static long bytes(List<InvalidRow> rejects) {
        return rejects.stream()
                .mapToLong(row -> Json.MAPPER.writeValueAsBytes(row).length)
                .sum();
    }

    private static List<InvalidRow> rejects(Rows rows) {
        List<InvalidRow> rejects = new ArrayList<>();
        RowHandler handler = new RowHandler() {
            @Override
            public void valid(long line, Object[] values) {
                throw new AssertionError("expected no valid row, found one in line " + line);
            }

            @Override
            public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
                rejects.add(InvalidRow.of("f", 0L, line, raw, errors));
            }
        };
        boolean more = true;
        while (more) {
            more = rows.next(handler);
        }
        return rejects;
    }
}
