package dev.sluice.splitter.split;

import static dev.sluice.splitter.split.SplitDatasetsTest.headers;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.row.Fault;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitJsonTest {
    private static final String MEASUREMENT = "{\"time_stamp\":\"2019-05-01T06:00:00-04:00\",\"data\":[0,2]}";
    private static final String READING = "{\"timestamp\":\"2024-05-01T10:00:00Z\",\"sensor_id\":\"s1\",\"value\":1.5}";
    private static final Map<String, String> MEASUREMENTS = Map.of("dataset", "measurements");

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
    void shouldTakeAnObjectAsAWholeFile() {
        splitter.pipe(
                headers(Map.of("dataset", "measurements", "content-type", "application/json", "filename", "m.json")),
                null,
                MEASUREMENT);

        assertThat(splitter.validRowTexts())
                .extracting(TestRecord::key, TestRecord::value)
                .containsExactly(tuple(
                        "2019-05-01T10:00:00Z",
                        "{\"file_id\":\"" + SplitterDriver.fileId(0)
                                + "\",\"chunk\":0,\"line\":1,\"dataset\":\"measurements\","
                                + "\"time_stamp\":\"2019-05-01T10:00:00Z\",\"data\":[0.0,2.0]}"));
        assertThat(onlySplit())
                .isEqualTo(new ChunkSplit(
                        SplitterDriver.fileId(0),
                        0,
                        new ChunkSplit.Place(0, 0),
                        MEASUREMENT.length(),
                        Tally.NONE.plus(1),
                        Tally.NONE,
                        new WholeFile("measurements", "m.json", SplitterDriver.START, 0, 0, null, null, null),
                        null));
    }

    @Test
    void shouldNumberTheElementsOfAnArray() {
        splitter.pipe(headers(MEASUREMENTS), null, "[\n" + MEASUREMENT + ",\n{\"data\":[]},\n" + MEASUREMENT + "]");

        assertThat(splitter.validRows())
                .extracting(TestRecord::value)
                .extracting(ValidRow::chunk, ValidRow::line)
                .containsExactly(tuple(0L, 1L), tuple(0L, 3L));
        assertThat(splitter.invalidRows())
                .extracting(TestRecord::value)
                .extracting(InvalidRow::chunk, InvalidRow::line, InvalidRow::raw)
                .containsExactly(tuple(0L, 2L, "{\"data\":[]}"));
        assertThat(onlySplit().valid()).isEqualTo(Tally.NONE.plus(1).plus(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/x-ndjson", "application/jsonl; charset=utf-8", "application/json"})
    void shouldReadOneObjectALine(String contentType) {
        splitter.pipe(headers(Map.of("content-type", contentType)), null, READING + "\n\n" + READING + "\r\n{oops\n");

        assertThat(splitter.validRows())
                .extracting(TestRecord::value)
                .extracting(ValidRow::line)
                .containsExactly(1L, 3L);
        assertThat(splitter.invalidRows())
                .extracting(TestRecord::value)
                .extracting(InvalidRow::line, InvalidRow::raw)
                .containsExactly(tuple(4L, "{oops"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json     | ``",
                "application/json     | ` `",
                "application/x-ndjson | ``",
                "application/json     | timestamp,sensor_id,value",
                "``                   | `{`",
                "``                   | `[`",
                "``                   | `{\"timestamp\":NaN}`",
            })
    void shouldCountBrokenOrEmptyJsonAsAnInvalidRow(String contentType, String text) {
        splitter.pipe(headers(Map.of("content-type", contentType)), null, text);
        splitter.pipe(headers(Map.of("content-type", contentType)), "stream-1", text);

        assertThat(splitter.invalidRows())
                .extracting(TestRecord::value)
                .extracting(
                        InvalidRow::fileId, InvalidRow::chunk, InvalidRow::line, InvalidRow::raw, row -> row.errors()
                                .get(0)
                                .code())
                .containsExactly(
                        tuple(SplitterDriver.fileId(0), 0L, 1L, text, "source-error"),
                        tuple("stream-1", null, 1L, text, "source-error"));
        ChunkSplit split = onlySplit();
        assertThat(split.fault()).isNull();
        assertThat(split.invalid()).isEqualTo(Tally.NONE.plus(1));
        assertThat(splitter.deadLetters()).isEmpty();
    }

    @Test
    void shouldCountJsonInAnotherEncodingAsAnInvalidRow() {
        splitter.pipe(headers(Map.of("content-type", "application/json")), null, READING.getBytes(UTF_16));

        assertThat(splitter.invalidRows())
                .singleElement()
                .satisfies(row -> assertThat(row.value().errors().get(0).code()).isEqualTo("encoding-error"));
        assertThat(onlySplit().fault()).isNull();
    }

    @Test
    void shouldReadTextWithTheTypeCsvAsCsv() {
        splitter.pipe(headers(Map.of("content-type", "text/csv; header=present")), null, READING);
        splitter.pipe(headers(Map.of("content-type", "text/csv")), null, "");

        assertThat(splitter.splitEvents())
                .extracting(split -> split.value().fault())
                .extracting(Fault::code)
                .containsExactly("missing-column", "empty-file");
    }

    @Test
    void shouldAddTheRowsOfARecordWithAKeyToTheStreamOfThatName() {
        splitter.pipe("stream-1", READING + "\n" + READING + "\n");
        splitter.pipe("stream-1", "[" + READING + ",7]");
        splitter.pipe(headers(MEASUREMENTS), "stream-1", MEASUREMENT);

        assertThat(splitter.validRows())
                .extracting(TestRecord::value)
                .allSatisfy(row -> {
                    assertThat(row.fileId()).isEqualTo("stream-1");
                    assertThat(row.chunk()).isNull();
                })
                .extracting(row -> row.dataset().name() + " " + row.line())
                .containsExactly("sensor-readings 1", "sensor-readings 2", "sensor-readings 1", "measurements 1");
        assertThat(splitter.invalidRows())
                .extracting(TestRecord::value)
                .extracting(InvalidRow::fileId, InvalidRow::chunk, InvalidRow::line)
                .containsExactly(tuple("stream-1", null, 2L));
        assertThat(splitter.splitEvents()).isEmpty();
        assertThat(splitter.deadLetters()).isEmpty();
    }

    @Test
    void shouldFailOnlyUnknownDatasetsAndTooLargeTexts() {
        Headers unknown = headers(Map.of("dataset", "plays", "content-type", "application/json"));
        splitter.pipe(unknown, null, READING);
        splitter.pipe(unknown, "stream-1", READING);
        splitter.pipe(new RecordHeaders(), null, READING + " ".repeat(Topics.MAX_RECORD_BYTES));

        assertThat(splitter.splitEvents())
                .extracting(split -> split.value().fault())
                .extracting(Fault::code)
                .containsExactly("unknown-dataset", "too-large");
        assertThat(splitter.deadLetters()).hasSize(1);
        assertThat(splitter.validRowTexts()).isEmpty();
    }

    private ChunkSplit onlySplit() {
        var splits = splitter.splitEvents();
        assertThat(splits).hasSize(1);
        return splits.get(0).value();
    }
}
