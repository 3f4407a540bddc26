package dev.sluice.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorCursorTest {
    @Test
    void shouldGiveBackEverySensorAndStandInAUrlAsItIs() {
        for (String sensor : FileQueriesContract.AWKWARD) {
            String cursor = SensorCursor.of(sensor);

            assertThat(cursor).matches("[A-Za-z0-9_-]+");
            assertThat(SensorCursor.sensor(cursor)).contains(sensor);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no sensor
                "a", // no whole byte
                "YQ==", // padded
                "YR", // bits left over
                "a+b/", // the other alphabet
                "sensor 1", // not base64 at all
                "_w", // the byte 0xff, not UTF-8
            })
    void shouldRefuseWhatItDidNotMake(String cursor) {
        assertThat(SensorCursor.sensor(cursor)).isEmpty();
    }
}
