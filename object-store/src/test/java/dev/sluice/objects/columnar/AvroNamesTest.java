package dev.sluice.objects.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroNamesTest {
    @ParameterizedTest
    @CsvSource({
        "sensor_id, sensor_id",
        "sensor-readings, sensor_readings",
        "Number of Plays, Number_of_Plays",
        "1st, _1st",
        "Größe, Gr__e",
        "😀, _",
        "'', _"
    })
    void shouldBeAllowed(String name, String valid) {
        assertThat(AvroNames.valid(name)).isEqualTo(valid);
    }

    @Test
    void shouldDifferAlsoWithoutCase() {
        AvroNames names = new AvroNames();

        assertThat(new String[] {names.next("a b"), names.next("A.b"), names.next("a_b_2"), names.next("a/b")})
                .containsExactly("a_b", "A_b_2", "a_b_2_2", "a_b_3");
    }
}
