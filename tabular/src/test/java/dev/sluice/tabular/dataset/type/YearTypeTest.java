package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YearTypeTest {
    private static final Field YEAR = Documents.field("\"type\": \"year\"");

    @ParameterizedTest
    @CsvSource({"2024, 2024", "0476, 476", "0000, 0", "-0044, -44", "12024, 12024", "-123456789, -123456789"})
    void shouldReadYears(String cell, long year) {
        assertThat(YEAR.parse(cell)).isEqualTo(year);
        assertThat(Documents.outcome(YEAR, cell)).isEqualTo(cell);
        assertThat(YEAR.canonical().parse(cell)).isEqualTo(year);
        assertThat(YEAR.canonical().parse(Long.toString(year))).isEqualTo(year);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "24",
                "476",
                "+2024",
                "02024",
                "2024.0",
                "2024Z",
                "2024-01",
                "1234567890",
                "２０２４",
                "MMXXIV",
                "-44",
                " 2024"
            })
    void shouldRefuseAllElse(String cell) {
        assertThat(YEAR.parse(cell)).isNull();
        assertThat(YEAR.violations(cell))
                .containsExactly(
                        new Violation("type-error", "expected a year of four digits or more, found \"" + cell + '"'));
    }
}
