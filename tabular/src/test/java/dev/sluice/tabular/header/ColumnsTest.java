package dev.sluice.tabular.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns.Column;
import dev.sluice.tabular.header.Columns.Constant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The results of reading header rows; the rules of names are tested by {@code spec/columns.yaml} and others. */
class ColumnsTest {
    private static final Dataset READINGS =
            Datasets.shipped().find("sensor-readings").orElseThrow();
    private static final Field TIMESTAMP = READINGS.fields().get(0);
    private static final Field SENSOR_ID = READINGS.fields().get(1);
    private static final Field VALUE = READINGS.fields().get(2);

    @Test
    void shouldSayThatAFileOfValuesLacksAHeaderRow() {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(
                        () -> Columns.of("2026-03-01,0,5.0,2.1,,80.0", READINGS, ReadOptions.NONE.detected(',', true)))
                .withMessageEndingWith(
                        "; these look like values: if the file has no header row, write one as its first line");
    }

    static List<Arguments> headers() {
        return List.of(
                Arguments.of("timestamp,sensor_id,value", List.of("timestamp", "sensor_id", "value")),
                Arguments.of("value,timestamp,sensor_id", List.of("value", "timestamp", "sensor_id")),
                Arguments.of(" Timestamp ,\tSENSOR_ID, Value", List.of("timestamp", "sensor_id", "value")),
                Arguments.of("\"timestamp\",\"sensor_id\",\"value\"", List.of("timestamp", "sensor_id", "value")),
                Arguments.of(
                        "site,timestamp,unit,sensor_id,value,", List.of("", "timestamp", "", "sensor_id", "value", "")),
                Arguments.of("note,note,timestamp,sensor_id,value", List.of("", "", "timestamp", "sensor_id", "value")),
                Arguments.of("time,device,temperature", List.of("timestamp", "sensor_id", "value")),
                Arguments.of(
                        "time,timestamp,sensor,sensor_id,value", List.of("", "timestamp", "", "sensor_id", "value")));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void shouldFindTheFieldsOfTheDataset(String row, List<String> fields) throws HeaderException {
        assertThat(Columns.of(row, READINGS, ReadOptions.NONE).all())
                .extracting(
                        column -> column.field() == null ? "" : column.field().name())
                .containsExactlyElementsOf(fields);
    }

    @Test
    void shouldKeepTheNamesUnchanged() throws HeaderException {
        Columns columns = Columns.of(" Time ,\"Sensor \"\"A\"\"\",device,VALUE,", READINGS, ReadOptions.NONE);

        assertThat(columns.names()).containsExactly("Time", "Sensor \"A\"", "device", "VALUE", "");
    }

    @Test
    void shouldProvideColumnsAndConstants() throws HeaderException {
        ReadOptions options = ReadOptions.parse("delimiter=%3B&set.sensor_id=s1&map.value=temp");

        Columns columns = Columns.of("temp;note;time;sensor_id", READINGS, options);

        assertThat(columns.all())
                .containsExactly(
                        new Column("temp", VALUE, null),
                        new Column("note", null, null),
                        new Column("time", TIMESTAMP, null),
                        new Column("sensor_id", null, null));
        assertThat(columns.constants()).containsExactly(new Constant(SENSOR_ID, "s1"));
    }

    @Test
    void shouldProvideTheSeriesOfWideFiles() throws HeaderException {
        Columns columns = Columns.of("s1,time,value,_code", READINGS, ReadOptions.parse("layout=wide"));

        assertThat(columns.all())
                .containsExactly(
                        new Column("s1", VALUE, "s1"),
                        new Column("time", TIMESTAMP, null),
                        new Column("value", VALUE, "value"),
                        new Column("_code", null, null));
    }

    @Test
    void shouldDetectAFileOfRejects() throws HeaderException {
        assertThat(Columns.of("time,sensor,value,_line,_code,_message", READINGS, ReadOptions.NONE)
                        .ofRejects())
                .isTrue();
        assertThat(Columns.of("time,sensor,value,code", READINGS, ReadOptions.NONE)
                        .ofRejects())
                .isFalse();
    }

    @Test
    void shouldReportAllMissingAndTheFoundColumns() {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> Columns.of("zeit,Value", READINGS, ReadOptions.NONE))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo("missing-column");
                    assertThat(e.columns()).containsExactly("timestamp", "sensor_id");
                    assertThat(e.found()).containsExactly("zeit", "Value");
                });
    }

    @Test
    void shouldLimitMessagesForAnyHeaderRow() {
        String row = "x".repeat(10_000) + ",y".repeat(10_000);

        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> Columns.of(row, READINGS, ReadOptions.NONE))
                .satisfies(e -> {
                    assertThat(Objects.requireNonNull(e.getMessage())).hasSizeBetween(1_000, 3_000);
                    assertThat(e.found()).hasSize(10_001);
                });
    }
}
