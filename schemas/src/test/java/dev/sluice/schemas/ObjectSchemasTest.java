package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.tabular.header.HeaderException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas of readings and measurements accept exactly what the splitter accepts. */
class ObjectSchemasTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'timestamp': '2026-11-01T10:00:00Z', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': '2026-11-01 10:00+01:00', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': '2026-11-01T10:00', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': '1793527200', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': '2026-11-01', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': '2026-11-01 10:00:00 UTC', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 1793527200.5, 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': '1793527200.25', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 1793527200000, 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 631152000, 'sensor_id': 7, 'value': '.5'}",
                "{'timestamp': 1793527200, 'sensor_id': 7.5, 'value': '+5.'}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': -1e308}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': '1E-3', 'unit': {'name': 'K'}}",
            })
    void shouldTakeReadings(String json) throws Exception {
        assertThat(JsonSchemas.faults("reading.json", quoted(json))).isEmpty();
        assertThat(taken("sensor-readings", json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "7",
                "null",
                "{'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 1793527200, 'value': 20.5}",
                "{'timestamp': 1793527200, 'sensor_id': 's1'}",
                "{'timestamp': null, 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 'noon', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': '2026-11', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 1793527200000.5, 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': '', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 0.5, 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': true, 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': [0], 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 1793527200, 'sensor_id': '', 'value': 20.5}",
                "{'timestamp': 0, 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': -1793527200, 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 20261101, 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': '20261101', 'sensor_id': 's1', 'value': 20.5}",
                "{'timestamp': 1793527200, 'sensor_id': '  ', 'value': 20.5}",
                "{'timestamp': 1793527200, 'sensor_id': null, 'value': 20.5}",
                "{'timestamp': 1793527200, 'sensor_id': ['s1'], 'value': 20.5}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': 'warm'}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': '1,5'}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': 'NaN'}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': '0x10'}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': ''}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': 1e999}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': true}",
                "{'timestamp': 1793527200, 'sensor_id': 's1', 'value': [20.5]}",
            })
    void shouldRefuseInvalidReadings(String json) throws Exception {
        assertThat(JsonSchemas.faults("reading.json", quoted(json))).isNotEmpty();
        assertThat(taken("sensor-readings", json)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'time_stamp': '2019-05-01T06:00:00-04:00', 'data': [0, 2]}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': [-1e-300]}",
                "{'data': [1, 1, 1.0], 'time_stamp': '2019-05-01T10:00:00.123456Z'}",
            })
    void shouldTakeMeasurements(String json) throws Exception {
        assertThat(JsonSchemas.faults("measurement.json", quoted(json))).isEmpty();
        assertThat(taken("measurements", json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "'2019-05-01T10:00:00Z'",
                "{'data': [0]}",
                "{'time_stamp': '2019-05-01T10:00:00Z'}",
                "{'time_stamp': '2019-05-01T10:00:00', 'data': [0]}",
                "{'time_stamp': '2019-05-01', 'data': [0]}",
                "{'time_stamp': 'noon', 'data': [0]}",
                "{'time_stamp': 1556704800, 'data': [0]}",
                "{'time_stamp': null, 'data': [0]}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': []}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': null}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': 7}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': '1,2'}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': ['7']}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': [0, null]}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': [true]}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': [[0]]}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': [1e999]}",
                "{'time_stamp': '2019-05-01T10:00:00Z', 'data': [0], 'unit': 'K'}",
            })
    void shouldRefuseInvalidMeasurements(String json) throws Exception {
        assertThat(JsonSchemas.faults("measurement.json", quoted(json))).isNotEmpty();
        assertThat(taken("measurements", json)).isFalse();
    }

    /** In an array, as an array of none alone is no row and no error. */
    private static boolean taken(String dataset, String json) throws HeaderException {
        Headers headers = new RecordHeaders().add(ChunkHeaders.DATASET, dataset.getBytes(UTF_8));
        byte[] text = ("[" + quoted(json) + "]").getBytes(UTF_8);
        SplitText split = SplitText.of("f-1", 0L, headers, text);
        assertThat(split.valid().size() + split.invalid().size()).isEqualTo(1);
        return split.invalid().isEmpty();
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }
}
