package dev.sluice.results.reject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.FileSummaries;
import dev.sluice.runtime.settings.DatasetSettings;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.tabular.csv.CsvRecords;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.row.json.JsonRows;
import dev.sluice.tabular.text.Blanks;
import dev.sluice.tabular.text.TruncatedText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A file's way out as rejects and in again, read as gateway and splitter read it. */
class RejectsRoundTripTest {
    private static final int FILES = 400;
    private static final Datasets DATASETS = datasets();
    private static final Dataset READINGS = DATASETS.find("sensor-readings").orElseThrow();
    private static final String[] CELLS = {
        "",
        "",
        " ",
        "x",
        "=1+1",
        "'=1",
        "-5",
        "a;=b",
        "\"a,b\"",
        "\"a\nb\"",
        "\"\"\"",
        "5\" pipe",
        "\uFFFD",
        "\u00A0a",
        "1.234",
        "\"1,5\"",
        "20261101",
        "9007199254740993",
        "ü"
    };
    private static final String[] JSON_VALUES = {
        "null",
        "\"\"",
        "\"x\"",
        "\" =1+1\\u00a0\"",
        "1",
        "1.234",
        "-1.50",
        "1e400",
        "true",
        "{\"a\":1}",
        "[]",
        "[1, 2]",
        "[\"a\"]",
        "\"\\ufffd\""
    };

    /** A file, a valid row that corrects any of its rows, and the options with which it is read. */
    private record Kind(String dataset, String header, String good, String options) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("sensor-readings", "timestamp,sensor_id,value", "2026-11-20T10:00:00Z,a,1", "delimiter=%2C"),
            new Kind(
                    "sensor-readings",
                    "note,value,time,=device",
                    "x,1,2026-11-20T10:00:00Z,a",
                    "map.sensor_id=%3Ddevice"),
            new Kind("sensor-readings", "time,a,'b,-c", "2026-11-20T10:00:00Z,1,2,3", "layout=wide&delimiter=%2C"),
            new Kind("german", "zeit;fuehler;wert;note", "20.11.2026 10:00;a;1,5;x", ""),
            new Kind("noted", "id,n,note", "a,1,x", ""),
            new Kind("song-plays", "Song,Date,Number of Plays", "a,2026-11-20,1", ""));

    @Test
    void shouldAcceptCorrectedRejectsAsValidRows() throws Exception {
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
    void shouldShowUncorrectedRejectsUnchanged() throws Exception {
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
        assertThat(twice).contains("\nsoon,'=a,1,2,type-error;extra-cell,").contains("\n2026-11-20T10:02:00Z,,,3,");
    }

    @Test
    void shouldAcceptCorrectedReadingsOfAWideFile() throws Exception {
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
    void shouldAcceptCorrectedJsonAsCsv() throws Exception {
        Read json = new Read(null, READINGS);
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
        assertThat(again.valid).containsExactly("2026-11-20T10:00:00Z =a 2", "2026-11-20T10:01:00Z b 1.5");
    }

    @Test
    void shouldRejectTheSameRowsUntilTheyAreCorrected() throws Exception {
        int rejects = 0;
        for (long seed = 0; seed < FILES * KINDS.size(); seed++) {
            Random random = new Random(seed);
            Kind kind = KINDS.get((int) (seed % KINDS.size()));
            Dataset dataset = DATASETS.find(kind.dataset()).orElseThrow();
            ReadOptions asked = ReadOptions.parse(kind.options());
            Read first = read(randomFile(kind, random), asked, dataset);
            rejects += first.invalid.size();

            assertSameAgain("seed " + seed, first, asked, dataset, kind);
        }
        assertThat(rejects).isGreaterThan(FILES);
    }

    @Test
    void shouldRejectTheSameJsonUntilItIsCorrected() throws Exception {
        Map<String, String> kinds = Map.of(
                "sensor-readings",
                "2026-11-20T10:00:00Z,a,1",
                "german",
                "20.11.2026 10:00,a,\"1,5\"",
                "noted",
                "a,1,x");
        int rejects = 0;
        for (long seed = 0; seed < FILES * 3; seed++) {
            Random random = new Random(seed);
            String name = kinds.keySet().stream().sorted().toList().get((int) (seed % 3));
            Dataset dataset = DATASETS.find(name).orElseThrow();
            Read first = new Read(null, dataset);
            JsonRows rows = new JsonRows(randomJson(dataset, random), JsonRows.Form.LINES, 1, dataset);
            while (rows.next(first)) {
                // All is in the handler.
            }
            rejects += first.invalid.size();

            String header = String.join(",", dataset.fieldNames());
            assertSameAgain(
                    "seed " + seed, first, ReadOptions.NONE, dataset, new Kind(name, header, kinds.get(name), ""));
        }
        assertThat(rejects).isGreaterThan(FILES);
    }

    private static void assertSameAgain(String as, Read first, ReadOptions asked, Dataset dataset, Kind kind)
            throws Exception {
        if (first.invalid.isEmpty()) {
            return;
        }
        for (boolean raw : new boolean[] {false, true}) {
            String csv = rejectsCsv(first, raw);
            Read again = read(csv.getBytes(UTF_8), asked, dataset);
            String why = as + "\n" + first.invalid + "\n" + csv;
            assertThat(again.valid).as(why).isEmpty();
            assertThat(codes(again)).as(why).isEqualTo(codes(first));
            assertThat(cells(again)).as(why).isEqualTo(cells(first));
            assertThat(codes(read(rejectsCsv(again, raw).getBytes(UTF_8), asked, dataset)))
                    .as(why)
                    .isEqualTo(codes(first));
        }
        CsvRecords commas = new CsvRecords(',');
        char delimiter = first.detected == null ? ',' : first.detected.options().separator();
        String good = commas.record(new CsvRecords(delimiter).cells(kind.good()));
        StringBuilder corrected = new StringBuilder(rejectsCsv(first, true).split("\n", 2)[0]).append('\n');
        boolean withExtra = corrected.toString().contains("_extra");
        for (InvalidRow row : first.invalid) {
            String code = String.join(";", codes(List.of(row)).get(0));
            corrected.append(good).append(",7,").append(code).append(withExtra ? ",fixed,,true\n" : ",fixed,true\n");
        }
        Read last = read(corrected.toString().getBytes(UTF_8), asked, dataset);
        assertThat(last.invalid).as(as + "\n" + corrected).isEmpty();
        assertThat(last.valid).as(as + "\n" + corrected).isNotEmpty();
    }

    private static List<Set<String>> codes(Read read) {
        return codes(read.invalid);
    }

    private static List<Set<String>> codes(List<InvalidRow> rows) {
        return rows.stream()
                .<Set<String>>map(
                        row -> row.errors().stream().map(RowError::code).collect(Collectors.toCollection(TreeSet::new)))
                .toList();
    }

    private static List<List<String>> cells(Read read) {
        RejectLayout layout = RejectLayout.of(page(read), DATASETS);
        return read.invalid.stream()
                .map(row -> layout.cells(row.raw()).cells().stream()
                        .map(Blanks::strip)
                        .toList())
                .toList();
    }

    private static byte[] randomFile(Kind kind, Random random) {
        char delimiter = kind.header().indexOf(';') >= 0 ? ';' : ',';
        StringBuilder file = new StringBuilder(kind.header()).append('\n');
        for (int row = 1 + random.nextInt(6); row > 0; row--) {
            List<String> cells = new ArrayList<>(List.of(kind.good().split(String.valueOf(delimiter))));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                cells.set(random.nextInt(cells.size()), CELLS[random.nextInt(CELLS.length)]);
            }
            for (int more = random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 0; more > 0; more--) {
                cells.add(CELLS[random.nextInt(CELLS.length)]);
            }
            int kept = random.nextInt(10) == 0 ? 1 + random.nextInt(cells.size()) : cells.size();
            file.append(String.join(String.valueOf(delimiter), cells.subList(0, kept)))
                    .append('\n');
        }
        byte[] bytes = file.toString().getBytes(UTF_8);
        int rows = kind.header().length() + 1;
        if (random.nextInt(3) == 0) {
            bytes[rows + random.nextInt(bytes.length - rows)] = (byte) 0xFC;
        }
        return bytes;
    }

    private static byte[] randomJson(Dataset dataset, Random random) {
        StringBuilder lines = new StringBuilder();
        for (int row = 1 + random.nextInt(6); row > 0; row--) {
            StringJoiner object = new StringJoiner(",", "{", random.nextInt(15) == 0 ? "" : "}");
            for (Field field : dataset.fields()) {
                if (random.nextInt(6) > 0) {
                    object.add("\"" + field.name() + "\":" + JSON_VALUES[random.nextInt(JSON_VALUES.length)]);
                }
            }
            if (random.nextInt(6) == 0) {
                object.add("\"other\":" + JSON_VALUES[random.nextInt(JSON_VALUES.length)]);
            }
            lines.append(random.nextInt(15) == 0 ? "[1]" : object).append('\n');
        }
        byte[] bytes = lines.toString().getBytes(UTF_8);
        if (random.nextInt(3) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) 0xFC;
        }
        return bytes;
    }

    private static Datasets datasets() {
        Path samples = Path.of("src/test/resources/datasets");
        return DatasetSettings.read(new Settings(Map.of("datasets.directory", samples.toString())));
    }

    private static String rejectsCsv(Read file) throws IOException {
        return rejectsCsv(file, false);
    }

    private static RejectsPage page(Read file) {
        return new RejectsPage(
                FileSummaries.ofDataset("f", file.dataset.name()),
                file.detected == null ? null : file.detected.headerRow(),
                file.detected == null ? null : file.detected.options().format(),
                file.invalid.size(),
                file.invalid,
                null);
    }

    private static String rejectsCsv(Read file, boolean raw) throws IOException {
        RejectsPage page = page(file);
        StringWriter out = new StringWriter();
        RejectsDownload.of(new FakeFileQueries(), page, RejectLayout.of(page, DATASETS), raw)
                .writeTo(out);
        return out.toString();
    }

    private static Read read(String text) throws HeaderException {
        return read(text, ReadOptions.NONE);
    }

    private static Read read(String text, ReadOptions asked) throws HeaderException {
        return read(text.getBytes(UTF_8), asked, READINGS);
    }

    private static Read read(byte[] bytes, ReadOptions asked, Dataset dataset) throws HeaderException {
        Detection detected = Detection.of(bytes, 0, bytes.length, dataset, asked);
        Read read = new Read(detected, dataset);
        CsvRows rows = new CsvRows(bytes, detected.firstRow(), 2, dataset, detected.columns(), detected.options());
        while (rows.next(read)) {
            // All is in the handler.
        }
        return read;
    }

    private static final class Read implements RowHandler {
        private final @Nullable Detection detected;
        private final Dataset dataset;
        private final List<String> valid = new ArrayList<>();
        private final List<InvalidRow> invalid = new ArrayList<>();

        /**
         * @param detected null of JSON
         */
        Read(@Nullable Detection detected, Dataset dataset) {
            this.detected = detected;
            this.dataset = dataset;
        }

        @Override
        public void valid(long line, Object[] values) {
            valid.add(String.join(
                    " ",
                    dataset.fields().stream()
                            .map(field ->
                                    values[field.index()] == Field.MISSING ? "" : field.text(values[field.index()]))
                            .toList()));
        }

        @Override
        public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
            invalid.add(InvalidRow.of("f", 0L, line, raw, errors));
        }
    }
}
