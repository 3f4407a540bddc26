package dev.sluice.tabular.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnNamesTest {
    @ParameterizedTest
    @CsvSource({
        "sensor_id, sensorid",
        "Sensor ID, sensorid",
        "SENSOR-ID, sensorid",
        "' sensor\u00a0id ', sensorid",
        "Größe (cm), größe(cm)",
        "' _-', ''",
    })
    void shouldIgnoreCaseSpacesAndDashesInNames(String name, String key) {
        assertThat(ColumnNames.key(name)).isEqualTo(key);
    }
}
