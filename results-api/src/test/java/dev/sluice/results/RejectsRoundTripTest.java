package dev.sluice.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.csv.Detection;
import dev.sluice.schemas.csv.HeaderException;
import dev.sluice.schemas.csv.ReadOptions;
import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.dataset.Datasets;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.row.CsvRows;
import dev.sluice.schemas.row.CutText;
import dev.sluice.schemas.row.FoundErrors;
import dev.sluice.schemas.row.JsonRows;
import dev.sluice.schemas.row.RowHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A file's way out as rejects and in again, read as gateway and splitter read it. */
class RejectsRoundTripTest {
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();

    @Test
    void shouldTakeMendedRejectsAsValidRows() throws Exception {
        Read first = read("""
                time;device;reading;note
                2026-11-20T10:00:00Z;a;1;
                soon;=a;2;@x
                2026-11-20T10:02:00Z;"-5;
                ""b""\";two;"="
                2026-11-20T10:03:00Z;'=c;warm;
                2026-11-20T10:04:00Z;+1;hot;-1-1
                """);
        assertThat(first.invalid).hasSize(4);

        String rejects = rejectsCsv(first);
        Read again = read(rejects.replace("soon", "2026-11-20T10:01:00Z")
                .replace(",two,", ",3,")
                .replace(",warm,", ",4,")
                .replace(",hot,", ",5,"));

        assertThat(rejects).contains("'=a,", "'@x", "\"'-5;\n", "+1,").doesNotContain("'+1,");
        assertThat(again.invalid).isEmpty();
        assertThat(again.valid)
                .containsExactly(
                        "2026-11-20T10:01:00Z =a 2",
                        "2026-11-20T10:02:00Z -5;\n\"b\" 3",
                        "2026-11-20T10:03:00Z '=c 4",
                        "2026-11-20T10:04:00Z +1 5");
    }

    @Test
    void shouldShowRejectsThatWereNotMendedTheSameAgain() throws Exception {
        Read first = read("""
                timestamp,sensor_id,value
                soon,=a,1,"surplus, cells"
                2026-11-20T10:02:00Z
                """);

        String once = rejectsCsv(first);
        String twice = rejectsCsv(read(once));

        assertThat(once.lines().findFirst()).contains("timestamp,sensor_id,value,_line,_code,_message,_extra");
        assertThat(twice.lines().findFirst().orElseThrow())
                .startsWith("timestamp,sensor_id,value,_line,_code,_message");
        assertThat(twice).contains("\nsoon,'=a,1,2,type-error,").contains("\n2026-11-20T10:02:00Z,,,3,");
    }

    @Test
    void shouldTakeMendedReadingsOfAWideFile() throws Exception {
        ReadOptions wide = new ReadOptions(null, null, ReadOptions.Layout.WIDE, Map.of(), Map.of());
        Read first = read("""
                time;-12V rail;hall
                2026-11-20T10:00:00Z;1;x
                2026-11-20T10:01:00Z;y;2
                soon;3;4
                """, wide);
        assertThat(first.valid).hasSize(2);

        String rejects = rejectsCsv(first);
        Read again = read(
                rejects.replace("Z,,x,", "Z,,5,").replace("Z,y,,", "Z,6,,").replace("soon", "2026-11-20T10:02:00Z"),
                wide);

        assertThat(rejects).startsWith("time,'-12V rail,hall,_line,_code,_message\n");
        assertThat(again.invalid).isEmpty();
        assertThat(again.valid)
                .containsExactly(
                        "2026-11-20T10:00:00Z hall 5",
                        "2026-11-20T10:01:00Z -12V rail 6",
                        "2026-11-20T10:02:00Z -12V rail 3",
                        "2026-11-20T10:02:00Z hall 4");
    }

    @Test
    void shouldTakeMendedJsonAsCsv() throws Exception {
        Read json = new Read(null);
        JsonRows rows = new JsonRows("""
                {"ts": "2026-11-20T10:00:00Z", "Sensor ID": "=a\\n", "value": "warm"}
                {"time": "soon", "sensor": "b", "reading": 1.50}
                """.getBytes(UTF_8), JsonRows.Form.LINES, 1, READINGS);
        while (rows.next(json)) {
            // All is in the handler.
        }
        assertThat(json.invalid).hasSize(2);

        String rejects = rejectsCsv(json);
        Read again = read(rejects.replace(",warm,", ",2,").replace("soon", "2026-11-20T10:01:00Z"));

        assertThat(rejects).startsWith("timestamp,sensor_id,value,_line,_code,_message\n");
        assertThat(again.valid).containsExactly("2026-11-20T10:00:00Z =a\n 2", "2026-11-20T10:01:00Z b 1.5");
    }

    private static String rejectsCsv(Read file) throws IOException {
        RejectsPage page = new RejectsPage(
                FileSummaries.partial("f"),
                file.detected == null ? null : file.detected.headerRow(),
                file.detected == null ? null : file.detected.options().format(),
                file.invalid.size(),
                file.invalid,
                null);
        StringWriter out = new StringWriter();
        RejectsDownload.of(new FakeFileQueries(), page, RejectLayout.of(page, Datasets.shipped()))
                .writeTo(out);
        return out.toString();
    }

    private static Read read(String text) throws HeaderException {
        return read(text, ReadOptions.NONE);
    }

    private static Read read(String text, ReadOptions asked) throws HeaderException {
        byte[] bytes = text.getBytes(UTF_8);
        Detection detected = Detection.of(bytes, 0, bytes.length, READINGS, asked);
        Read read = new Read(detected);
        CsvRows rows = new CsvRows(bytes, detected.firstRow(), 2, READINGS, detected.columns(), detected.options());
        while (rows.next(read)) {
            // All is in the handler.
        }
        return read;
    }

    private static final class Read implements RowHandler {
        private final @Nullable Detection detected;
        private final List<String> valid = new ArrayList<>();
        private final List<InvalidRow> invalid = new ArrayList<>();

        /**
         * @param detected null of JSON
         */
        Read(@Nullable Detection detected) {
            this.detected = detected;
        }

        @Override
        public void valid(long line, Object[] values) {
            valid.add(String.join(
                    " ",
                    READINGS.fields().stream()
                            .map(field -> field.text(values[field.index()]))
                            .toList()));
        }

        @Override
        public void invalid(long line, CutText raw, FoundErrors errors) {
            invalid.add(errors.row("f", 0L, line, raw));
        }
    }
}
