package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTypeTest {
    private static final Field TIME = Documents.field("\"type\": \"time\"");
    private static final Field ANY = Documents.field("\"type\": \"time\", \"format\": \"any\"");

    @ParameterizedTest
    @ValueSource(strings = {"15:00:00", "00:00:00", "23:59:59"})
    void shouldReadTimesWithSeconds(String cell) {
        assertThat(TIME.parse(cell)).isEqualTo(LocalTime.parse(cell));
        assertThat(Documents.outcome(TIME, cell)).isEqualTo(cell);
        assertThat(Documents.outcome(ANY, cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24:00:00",
                "23:59:60",
                "15:00",
                "15:00:00.5",
                "3:00:00",
                "15:00:00Z",
                "15:60:00",
                "15.00.00",
                "3 PM",
                "now"
            })
    void shouldRefuseAllElse(String cell) {
        assertThat(TIME.parse(cell)).isNull();
        assertThat(TIME.violations(cell))
                .containsExactly(
                        new Violation("type-error", "expected a time such as 15:00:00, found \"" + cell + '"'));
    }

    @ParameterizedTest
    @CsvSource({"15:00, 15:00:00", "15:00:00.5, 15:00:00.5", "15:00:00.120, 15:00:00.12", "'15:00:00,5', 15:00:00.5"})
    void shouldReadMoreFormatsWithAny(String cell, String text) {
        assertThat(Documents.outcome(ANY, cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"24:00", "15", "15:00:60", "15:00+02:00", "15:00,5"})
    void shouldRefuseOtherTextsWithAny(String cell) {
        assertThat(ANY.parse(cell)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "%H:%M, 7:05, 07:05:00",
        "%H%M%S, 150102, 15:01:02",
        "%H%M%S%f, 150102123456, 15:01:02.123456",
        "%I:%M %p, 12:00 AM, 00:00:00",
        "%I:%M %p, 12:00 pm, 12:00:00",
        "%S.%f after %H:%M, 2.5 after 15:01, 15:01:02.5",
        "%H, 15, 15:00:00",
    })
    void shouldReadPatterns(String pattern, String cell, String time) {
        assertThat(Documents.outcome(of(pattern), cell)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({"%H:%M, 24:00", "%H:%M:%S, 23:59:60", "%I:%M %p, 13:00 PM", "%I:%M %p, 0:30 AM", "%H:%M, 7.05"})
    void shouldRefuseWhatDoesNotMatchThePattern(String pattern, String cell) {
        assertThat(of(pattern).parse(cell)).isNull();
        assertThat(of(pattern).violations(cell))
                .containsExactly(new Violation(
                        "type-error", "expected a time of the pattern " + pattern + ", found \"" + cell + '"'));
    }

    @Test
    void shouldReadItsCanonicalTextForAnyPattern() {
        Field field = of("%S.%f after %H:%M");

        assertThat(field.canonical().parse("15:01:02.5")).isEqualTo(field.parse("2.5 after 15:01"));
    }

    private static Field of(String pattern) {
        return Documents.field("\"type\": \"time\", \"format\": \"" + pattern + '"');
    }
}
