package dev.sluice.tabular.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "EST5EDT", "UTC+2", "GMT-07:00", "CET", "+02:00", "+2", "Z", "UTC"})
    void shouldTakeWhatIsKnown(String name) {
        assertThat(ZoneNames.read(name)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "europe/berlin, Europe/Berlin",
        "Berlin, Europe/Berlin",
        "New York, America/New_York",
        "Europe/New York, America/New_York",
        "US/New_York, America/New_York",
        "Europe/Berln, Europe/Berlin",
        "cet, CET",
        "PST, America/Los_Angeles",
        "UTC + 2, UTC+2",
        "utc+2, UTC+2",
        "2, +2",
        "02:00, +02:00",
    })
    void shouldNameTheNearestOfWhatIsUnknown(String name, String nearest) {
        assertThatThrownBy(() -> ZoneNames.read(name))
                .hasMessage("expected a time zone such as Europe/Berlin, GMT-07:00 or +02:00 as zone, found \"" + name
                        + "\"; did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "local", "summer time in the south", "99", "+99", "\u0000"})
    void shouldNameNoneWhereNoneIsNear(String name) {
        assertThatThrownBy(() -> ZoneNames.read(name))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("did you mean");
    }
}
