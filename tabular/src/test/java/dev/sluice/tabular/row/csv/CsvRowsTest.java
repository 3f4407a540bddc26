package dev.sluice.tabular.row.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.RowsOf;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.TruncatedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Limits, and how rows are passed on; {@code spec/} has the rows of texts. */
class CsvRowsTest {
    private static final String HEADER = "timestamp,sensor_id,value\n";
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();

    @Test
    void shouldReadOneRecordAtATime() throws HeaderException {
        Columns columns = Columns.of("timestamp,sensor_id,value", READINGS, ReadOptions.NONE);
        byte[] text = "1000000000,s1,1\n\nx\n".getBytes(UTF_8);
        CsvRows rows = new CsvRows(text, 0, 7, READINGS, columns, ReadOptions.NONE);
        List<Long> lines = new ArrayList<>();
        RowHandler handler = new RowHandler() {
            @Override
            public void valid(long line, Object[] values) {
                lines.add(line);
            }

            @Override
            public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
                lines.add(-line);
            }
        };

        assertThat(rows.next(handler)).isTrue();
        assertThat(lines).containsExactly(7L);
        assertThat(rows.next(handler)).isTrue();
        assertThat(lines).containsExactly(7L, -9L);
        assertThat(rows.next(handler)).isFalse();
        assertThat(lines).hasSize(2);
    }

    @Test
    void shouldReadAChunkOfAnOlderGatewayWithCommas() throws HeaderException {
        ReadOptions options = ReadOptions.parse("");
        Columns columns = Columns.of("timestamp,sensor_id,value", READINGS, options);

        RowsOf rows = RowsOf.csv("1000000000,s1,1\n".getBytes(UTF_8), 0, 1, READINGS, columns, options);

        assertThat(rows.valid()).containsExactly("1: [2001-09-09T01:46:40Z, s1, 1]");
    }

    @Test
    void shouldCutALongValueAt256CharactersAndNotInTheMiddleOfOne() throws HeaderException {
        RowsOf.Invalid row = onlyInvalid(HEADER + "1000000000,s1," + "x".repeat(254) + "😀😀\n");

        assertThat(row.errors().get(0).value()).isEqualTo("x".repeat(254) + "…");
    }

    @Test
    void shouldTakeARowOf64KiBAndNoLarger() throws HeaderException {
        String padding = " ".repeat(64 * 1024 - 14);

        assertThat(read(HEADER + "1000000000,s,1" + padding + "\r\n").valid()).hasSize(1);
        RowsOf.Invalid row = onlyInvalid(HEADER + "1000000000,s,1" + padding + " \r\n");
        assertThat(row.errors())
                .containsExactly(new RowError(
                        "source-error", null, "expected a row of at most 65536 bytes, found one of 65537 bytes", null));
        assertThat(row.raw()).isEqualTo(new TruncatedText("1000000000,s,1" + padding, true));
    }

    @Test
    void shouldKeepAnInvalidRowUntruncatedUpToTheLimit() throws HeaderException {
        String raw = "x,s," + "1".repeat(64 * 1024 - 4);

        assertThat(onlyInvalid(HEADER + raw).raw()).isEqualTo(new TruncatedText(raw, false));
        assertThat(onlyInvalid(HEADER + raw + "2").raw()).isEqualTo(new TruncatedText(raw, true));
    }

    @Test
    void shouldKeepTheLargestRejectFarBelowTheLimitOfARecord() throws HeaderException {
        String worst = "\u0001".repeat(21_000);
        RowsOf.Invalid row = onlyInvalid(HEADER + worst + "," + worst + "," + worst + ",x\n");

        Map<String, Object> message = Map.of("raw", row.raw().text(), "errors", row.errors());
        assertThat(row.errors()).hasSize(4);
        assertThat(JsonMapper.shared().writeValueAsBytes(message)).hasSizeBetween(300_000, 700 * 1024);
    }

    @Test
    void shouldRejectABadReadingOfAWideFileWithoutItsNeighbours() throws HeaderException {
        String header = "time" + header(3_000);
        String cells = "1000000000" + ",1".repeat(2_999) + ",bad\n";

        RowsOf rows = read(header + "\n" + cells, ReadOptions.parse("layout=wide"));

        assertThat(rows.valid()).hasSize(2_999);
        assertThat(rows.invalid())
                .singleElement()
                .extracting(RowsOf.Invalid::raw)
                .isEqualTo(new TruncatedText("1000000000" + ",".repeat(3_000) + "bad", false));
    }

    @Test
    void shouldReadAWideRowAgainFromARejectedReading() throws HeaderException {
        ReadOptions wide = ReadOptions.parse("layout=wide&delimiter=%3B");
        String header = "s1;\"time\";\"s;2\"\n";
        RowsOf rows = read(header + "x;\"1000000000\";2\n", wide);

        String corrected = rows.invalid().get(0).raw().text().replace("x", "1");

        assertThat(rows.valid()).containsExactly("2: [2001-09-09T01:46:40Z, s;2, 2]");
        assertThat(read(header + corrected, wide).valid()).containsExactly("2: [2001-09-09T01:46:40Z, s1, 1]");
    }

    private static String header(int series) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < series; i++) {
            names.append(",s").append(i);
        }
        return names.toString();
    }

    private static RowsOf.Invalid onlyInvalid(String file) throws HeaderException {
        RowsOf rows = read(file);
        assertThat(rows.valid()).isEmpty();
        assertThat(rows.invalid()).hasSize(1);
        return rows.invalid().get(0);
    }

    private static RowsOf read(String file) throws HeaderException {
        return read(file, ReadOptions.NONE);
    }

    private static RowsOf read(String file, ReadOptions asked) throws HeaderException {
        byte[] text = file.getBytes(UTF_8);
        return RowsOf.csv(text, Detection.of(text, 0, text.length, READINGS, asked), READINGS);
    }
}
