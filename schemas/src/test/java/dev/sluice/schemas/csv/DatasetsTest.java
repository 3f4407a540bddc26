package dev.sluice.schemas.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.schemas.csv.Dataset.Constraints;
import dev.sluice.schemas.csv.Dataset.Field;
import dev.sluice.schemas.csv.Dataset.Roles;
import org.junit.jupiter.api.Test;

class DatasetsTest {
    private static final Dataset READINGS = Datasets.SENSOR_READINGS;

    @Test
    void shouldReadTheShippedDocument() {
        assertThat(READINGS.name()).isEqualTo("sensor-readings");
        assertThat(READINGS.fields())
                .containsExactly(
                        new Field("timestamp", "datetime", new Constraints(true, 0)),
                        new Field("sensor_id", "string", new Constraints(true, 128)),
                        new Field("value", "number", new Constraints(true, 0)));
        assertThat(READINGS.sluice()).isEqualTo(new Roles("sensor_id", "value", "timestamp"));
    }

    @Test
    void shouldFindADatasetByItsNameAlone() {
        assertThat(Datasets.find("sensor-readings")).containsSame(READINGS);
        assertThat(Datasets.find("Sensor-Readings")).isEmpty();
        assertThat(Datasets.find("song-plays")).isEmpty();
    }

    @Test
    void shouldFindFieldsByName() {
        assertThat(READINGS.fieldNames()).containsExactly("timestamp", "sensor_id", "value");
        assertThat(READINGS.field("value").type()).isEqualTo("number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> READINGS.field("unit"))
                .withMessage("dataset sensor-readings has no field unit");
    }

    @Test
    void shouldGiveRolesToFieldsThatAreThere() {
        assertThat(READINGS.fieldNames())
                .contains(
                        READINGS.sluice().groupBy(),
                        READINGS.sluice().measure(),
                        READINGS.sluice().time());
    }
}
