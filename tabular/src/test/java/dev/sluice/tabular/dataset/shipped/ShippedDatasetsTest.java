package dev.sluice.tabular.dataset.shipped;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Dataset.FieldsMatch;
import dev.sluice.tabular.dataset.Dataset.HeaderRow;
import dev.sluice.tabular.dataset.Dataset.OverFiles;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.ResultColumn;
import dev.sluice.tabular.dataset.ResultColumn.Statistic;
import dev.sluice.tabular.dataset.document.Documents;
import dev.sluice.tabular.fast.JsonBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedDatasetsTest {
    private static final Dataset READINGS = shipped("sensor-readings");
    private static final Dataset PLAYS = shipped("song-plays");
    private static final Dataset MEASUREMENTS = shipped("measurements");

    @Test
    void shouldNameTheDefaultFirst() {
        assertThat(Datasets.shipped().names()).containsExactly("sensor-readings", "measurements", "song-plays");
        assertThat(Datasets.shipped().all()).containsExactly(READINGS, MEASUREMENTS, PLAYS);
        assertThat(Datasets.shipped().find(Datasets.DEFAULT)).containsSame(READINGS);
    }

    @Test
    void shouldFindADatasetByItsNameAlone() {
        assertThat(Datasets.shipped().find("Sensor-Readings")).isEmpty();
        assertThat(Datasets.shipped().find("")).isEmpty();
    }

    @Test
    void shouldReadSensorReadings() {
        assertThat(READINGS.fieldNames()).containsExactly("timestamp", "sensor_id", "value");
        assertThat(READINGS.fields()).extracting(Field::type).containsExactly("datetime", "string", "number");
        assertThat(READINGS.fields()).allMatch(Field::required);
        assertThat(READINGS.fieldsMatch()).isEqualTo(FieldsMatch.SUBSET);
        assertThat(READINGS.delimiter()).isNull();
        assertThat(READINGS.headerRow()).isEqualTo(HeaderRow.REQUIRED);
        assertThat(READINGS.groupBy()).extracting(Field::name).containsExactly("sensor_id");
        assertThat(READINGS.measure().name()).isEqualTo("value");
        assertThat(READINGS.time()).isSameAs(READINGS.fields().get(0));
        assertThat(READINGS.overFiles()).isEqualTo(OverFiles.MERGED);
        assertThat(READINGS.result())
                .extracting(ResultColumn::title)
                .containsExactly(
                        "sensor_id",
                        "count",
                        "min",
                        "max",
                        "avg",
                        "sum",
                        "std_dev",
                        "first",
                        "last",
                        "p01",
                        "p05",
                        "p25",
                        "p50",
                        "p75",
                        "p95",
                        "p99",
                        "rank_error");
    }

    @Test
    void shouldReadSongPlays() {
        assertThat(PLAYS.fields()).extracting(Field::type).containsExactly("string", "date", "integer");
        assertThat(PLAYS.groupBy()).extracting(Field::name).containsExactly("Song", "Date");
        assertThat(PLAYS.measure().name()).isEqualTo("Number of Plays");
        assertThat(PLAYS.time()).isNull();
        assertThat(PLAYS.headerRow()).isEqualTo(HeaderRow.OPTIONAL);
        assertThat(PLAYS.result())
                .containsExactly(
                        new ResultColumn("Song", 0, null),
                        new ResultColumn("Date", 1, null),
                        new ResultColumn("Total Number of Plays for Date", -1, Statistic.SUM));
    }

    @Test
    void shouldReadMeasurements() {
        assertThat(MEASUREMENTS.fields()).extracting(Field::type).containsExactly("datetime", "list");
        assertThat(MEASUREMENTS.groupBy()).containsExactly(MEASUREMENTS.time());
        assertThat(MEASUREMENTS.overFiles()).isEqualTo(OverFiles.LATEST);
    }

    static List<Dataset> all() {
        return Datasets.shipped().all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void shouldKeepTheDocument(Dataset dataset) {
        assertThat(Documents.read(dataset.document()).name()).isEqualTo(dataset.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "none",
            value = {
                "timestamp; 2024-05-01 10:00; type-error; none",
                "timestamp; tomorrow; type-error; expected a date and time (ISO-8601, or epoch seconds or milliseconds), found \"tomorrow\"",
                "timestamp; ''; constraint-error; expected a value, found an empty cell",
                "sensor_id; sensor-001; none; none",
                "sensor_id; '\u2003'; constraint-error; expected a value, found only white space",
                "value; 21.5; none; none",
                "value; 1e999; type-error; expected a finite decimal number, found \"1e999\"",
                "value; 1,5; type-error; expected a finite decimal number, found \"1,5\"",
                "value; ' '; constraint-error; expected a value, found only white space",
            })
    void shouldReportTheErrorsOfAReading(String field, String cell, String code, String message) {
        assertThat(READINGS.field(field).orElseThrow().violations(cell))
                .isEqualTo(message == null ? List.of() : List.of(new Violation(code, message)));
    }

    @Test
    void shouldCountCharactersAndTruncateShownValues() {
        Field sensor = READINGS.groupBy().get(0);

        assertThat(sensor.parse("😀".repeat(128))).isEqualTo("😀".repeat(128));
        assertThat(sensor.violations("😀".repeat(129)))
                .containsExactly(new Violation("constraint-error", "expected at most 128 characters, found 129"));
        assertThat(READINGS.measure().violations("x".repeat(65)))
                .extracting(Violation::message)
                .containsExactly("expected a finite decimal number, found \"" + "x".repeat(63) + "…\"");
        assertThat(READINGS.measure().violations("x".repeat(62) + "😀😀"))
                .extracting(Violation::message)
                .containsExactly("expected a finite decimal number, found \"" + "x".repeat(62) + "…\"");
        assertThat(READINGS.measure().violations("\ud83d"))
                .extracting(Violation::message)
                .containsExactly("expected a finite decimal number, found \"\ufffd\"");
    }

    static Stream<List<Object>> values() {
        return Stream.of(
                List.of(READINGS.fields().get(0), "1714557600123", "\"2024-05-01T10:00:00.123Z\""),
                List.of(READINGS.fields().get(1), "a\"b", "\"a\\\"b\""),
                List.of(READINGS.fields().get(2), "-0", "-0.0"),
                List.of(READINGS.fields().get(2), "1e21", "1.0E21"),
                List.of(READINGS.fields().get(2), "21.50", "21.5"),
                List.of(PLAYS.fields().get(1), "2020-01-01", "\"2020-01-01\""),
                List.of(PLAYS.fields().get(2), "+0150", "150"),
                List.of(MEASUREMENTS.fields().get(1), "0, 2.5", "[0.0,2.5]"),
                List.of(Documents.field("\"type\": \"boolean\""), "1", "true"),
                List.of(Documents.field("\"type\": \"year\""), "0476", "476"),
                List.of(Documents.field("\"type\": \"time\""), "10:00:00", "\"10:00:00\""),
                List.of(Documents.read(Documents.everything()).measure(), "1;2", "[1,2]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldWriteValuesAsJson(List<Object> expected) {
        Field field = (Field) expected.get(0);
        JsonBuffer out = new JsonBuffer(0);

        field.write(out, field.parse((String) expected.get(1)));

        assertThat(new String(out.take(), UTF_8)).isEqualTo(expected.get(2));
    }

    private static Dataset shipped(String name) {
        return Datasets.shipped().find(name).orElseThrow();
    }
}
