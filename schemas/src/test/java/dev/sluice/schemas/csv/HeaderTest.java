package dev.sluice.schemas.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HeaderTest {
    static List<Arguments> headers() {
        return List.of(
                Arguments.of("timestamp,sensor_id,value", 3, List.of(0, 1, 2)),
                Arguments.of("value,timestamp,sensor_id", 3, List.of(1, 2, 0)),
                Arguments.of(" Timestamp ,\tSENSOR_ID, Value", 3, List.of(0, 1, 2)),
                Arguments.of("\"timestamp\",\"sensor_id\",\"value\"", 3, List.of(0, 1, 2)),
                Arguments.of("site,timestamp,unit,sensor_id,value,", 6, List.of(1, 3, 4)),
                Arguments.of("note,note,timestamp,sensor_id,value", 5, List.of(2, 3, 4)));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void shouldFindTheFieldsOfTheDataset(String row, int columns, List<Integer> positions) throws HeaderException {
        assertThat(Header.read(row, Datasets.SENSOR_READINGS)).isEqualTo(new Header(columns, positions));
    }

    @Test
    void shouldNameAllMissingAndTheFoundColumns() {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> Header.read("time,Value", Datasets.SENSOR_READINGS))
                .withMessage("the header row lacks timestamp, sensor_id: "
                        + "expected the columns timestamp, sensor_id, value, found time, Value")
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo("missing-column");
                    assertThat(e.columns()).containsExactly("timestamp", "sensor_id");
                    assertThat(e.found()).containsExactly("time", "Value");
                });
    }

    @Test
    void shouldNameAColumnThatStandsThereTwice() {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> Header.read("timestamp,sensor_id,value,VALUE", Datasets.SENSOR_READINGS))
                .withMessage("the header row names the column value more than once: "
                        + "found timestamp, sensor_id, value, VALUE")
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo("duplicate-column");
                    assertThat(e.columns()).containsExactly("value");
                });
    }

    @Test
    void shouldRefuseADataRowAsHeader() {
        assertThatExceptionOfType(HeaderException.class)
                .isThrownBy(() -> Header.read("2024-05-01T10:00:00Z,s1,1.5", Datasets.SENSOR_READINGS))
                .satisfies(e -> assertThat(e.columns()).containsExactly("timestamp", "sensor_id", "value"));
    }
}
