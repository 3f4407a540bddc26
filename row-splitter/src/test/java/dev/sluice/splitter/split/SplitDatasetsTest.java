package dev.sluice.splitter.split;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.Tally;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.RowError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV of other datasets and layouts. */
class SplitDatasetsTest {
    private static final String PLAYS = "Umbrella,2020-01-01,100\n\"Song, the\",2020-01-02,7\n";

    @TempDir
    Path stateDir;

    private SplitterDriver splitter;

    @BeforeEach
    void open() {
        splitter = new SplitterDriver(stateDir);
    }

    @AfterEach
    void close() {
        splitter.close();
    }

    @Test
    void shouldSplitAChunkByItsDatasetAndKeyItsRowsBySeries() {
        splitter.pipe(
                SplitterDriver.chunkHeaders(
                        "f1", 3, 100, "song-plays", "Song,Date,Number of Plays", "delimiter=%2C&header=absent"),
                "f1",
                PLAYS + "Umbrella,soon,many\n");

        assertThat(rows())
                .containsExactly(
                        "Umbrella,2020-01-01 -> {\"file_id\":\"f1\",\"chunk\":3,\"line\":100,\"dataset\":\"song-plays\","
                                + "\"Song\":\"Umbrella\",\"Date\":\"2020-01-01\",\"Number of Plays\":100}",
                        "\"Song, the\",2020-01-02 -> {\"file_id\":\"f1\",\"chunk\":3,\"line\":101,"
                                + "\"dataset\":\"song-plays\",\"Song\":\"Song, the\",\"Date\":\"2020-01-02\","
                                + "\"Number of Plays\":7}");
        assertThat(splitter.invalidRows()).singleElement().satisfies(row -> {
            assertThat(row.value().line()).isEqualTo(102);
            assertThat(row.value().errors())
                    .extracting(RowError::code, RowError::field)
                    .containsExactly(tuple("type-error", "Date"), tuple("type-error", "Number of Plays"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Song,Date,Number of Plays\n", "\uFEFFTITLE;date;Plays\n", ""})
    void shouldReadAFileWithAndWithoutItsHeaderRow(String headerRow) {
        boolean semicolons = headerRow.contains(";");
        String rows = semicolons ? PLAYS.replace("Song, the", "S").replace(',', ';') : PLAYS;
        splitter.pipe(headers(Map.of("dataset", "song-plays")), null, headerRow + rows);

        assertThat(splitter.validRows())
                .extracting(row ->
                        row.key() + " " + row.value().line() + " " + row.value().measured()[0])
                .containsExactly(
                        "Umbrella,2020-01-01 " + (headerRow.isEmpty() ? 1 : 2) + " 100.0",
                        (semicolons ? "S" : "\"Song, the\"") + ",2020-01-02 " + (headerRow.isEmpty() ? 2 : 3) + " 7.0");
        assertThat(onlySplit().wholeFile())
                .isEqualTo(new WholeFile(
                        "song-plays",
                        null,
                        SplitterDriver.START,
                        0,
                        0,
                        headerRow.isEmpty()
                                ? "Song,Date,Number of Plays"
                                : headerRow.strip().replace("\uFEFF", ""),
                        "delimiter=" + (semicolons ? "%3B" : "%2C") + "&header="
                                + (headerRow.isEmpty() ? "absent" : "present"),
                        null));
    }

    @Test
    void shouldReadAWideFile() {
        splitter.pipe(
                headers(Map.of("csv-options", "layout=wide")),
                null,
                "\ntime,north,south\n2024-05-01T10:00:00Z,1.5,\nnoon,2,3\n2024-05-01T11:00:00Z,x,4\n");

        assertThat(splitter.validRows())
                .extracting(row ->
                        row.key() + " " + row.value().line() + " " + row.value().measured()[0])
                .containsExactly("north 3 1.5", "south 5 4.0");
        assertThat(splitter.invalidRows()).extracting(row -> row.value().line()).containsExactly(4L, 5L);
        assertThat(onlySplit().valid()).isEqualTo(Tally.NONE.plus(3).plus(5));
    }

    @Test
    void shouldMapColumnsAndAddConstants() {
        splitter.pipe(
                headers(Map.of("csv-options", "map.value=temp_c&set.sensor_id=machine-7")),
                "stream-1",
                "timestamp;temp_c\n2024-05-01T10:00:00Z;21.5\n");

        assertThat(rows())
                .containsExactly("machine-7 -> {\"file_id\":\"stream-1\",\"line\":2,\"dataset\":\"sensor-readings\","
                        + "\"timestamp\":\"2024-05-01T10:00:00Z\",\"sensor_id\":\"machine-7\",\"value\":21.5}");
    }

    @Test
    void shouldReadTheRowsOfACsvHeaderWithItsDelimiter() {
        splitter.pipe(
                headers(Map.of("csv-header", "\uFEFFvalue;sensor;ts", "csv-options", "header=present")),
                null,
                "\uFEFF1.5;s1;2024-05-01T10:00:00Z\n2;s2;2024-05-01T10:00:00Z\n");

        assertThat(splitter.validRows())
                .extracting(row -> row.key() + " " + row.value().line())
                .containsExactly("s1 1", "s2 2");
        assertThat(onlySplit().wholeFile()).isNotNull().satisfies(file -> {
            assertThat(file.csvHeader()).isEqualTo("value;sensor;ts");
            assertThat(file.csvOptions()).isEqualTo("delimiter=%3B&header=absent");
        });
    }

    @Test
    void shouldReadAnEmptyRecordAsAFileOfItsCsvHeader() {
        splitter.pipe(headers(Map.of("csv-header", SplitterDriver.HEADER_ROW)), null, "");

        assertThat(onlySplit().fault()).isNull();
        assertThat(rows()).isEmpty();
        assertThat(splitter.invalidRows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "csv-options | header=no      | bad-options",
                "csv-options | map.humidity=a | unknown-field",
                "csv-options | map.value=a    | unknown-column",
                "csv-options | set.value=warm | bad-constant",
                "csv-options | delimiter=%3B  | missing-column",
                "csv-header  | a,b            | missing-column",
                "dataset     | plays          | unknown-dataset",
                "dataset     | song-plays     | missing-column",
            })
    void shouldFailAnInvalidFileAndSendAnInvalidStreamPartToDeadLetters(String header, String text, String code) {
        String csv = SplitterDriver.HEADER_ROW + "\n2024-05-01T10:00:00Z,s1,1\n";
        splitter.pipe(headers(Map.of(header, text)), null, csv);
        splitter.pipe(headers(Map.of(header, text)), "stream-1", csv);

        ChunkSplit split = onlySplit();
        assertThat(split.fault()).isNotNull().extracting(Fault::code).isEqualTo(code);
        assertThat(split.wholeFile()).isNotNull().satisfies(file -> {
            assertThat(file.csvHeader()).isNull();
            assertThat(file.csvOptions()).isNull();
        });
        assertThat(splitter.deadLetters()).singleElement().satisfies(letter -> assertThat(new String(
                        letter.headers().lastHeader(DeadLetter.REASON).value(), UTF_8))
                .startsWith(code + ": "));
        assertThat(rows()).isEmpty();
    }

    @Test
    void shouldOmitTooLargeHeaderRowsAndOptions() {
        String wide = SplitterDriver.HEADER_ROW + ",n".repeat(40_000);
        splitter.pipe(null, wide + "\n");
        splitter.pipe(headers(Map.of("csv-options", "set.sensor_id=" + "x".repeat(20_000))), null, "timestamp,value\n");

        assertThat(splitter.splitEvents())
                .extracting(split -> split.value().fault())
                .extracting(Fault::code)
                .containsExactly("row-too-long", "bad-options");
    }

    private List<String> rows() {
        return splitter.validRowTexts().stream()
                .map(row -> row.key() + " -> " + row.value())
                .toList();
    }

    private ChunkSplit onlySplit() {
        var splits = splitter.splitEvents();
        assertThat(splits).hasSize(1);
        return splits.get(0).value();
    }

    static Headers headers(Map<String, String> texts) {
        Headers headers = new RecordHeaders();
        texts.forEach((name, text) -> headers.add(name, text.getBytes(UTF_8)));
        return headers;
    }
}
