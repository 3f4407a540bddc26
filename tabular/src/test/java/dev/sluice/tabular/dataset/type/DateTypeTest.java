package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTypeTest {
    private static final Field DATE = Documents.field("\"type\": \"date\"");
    private static final Field ANY = Documents.field("\"type\": \"date\", \"format\": \"any\"");

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-26", "2024-02-29", "0000-01-01", "9999-12-31"})
    void shouldReadIsoDates(String cell) {
        assertThat(DATE.parse(cell)).isEqualTo(LocalDate.parse(cell));
        assertThat(Documents.outcome(DATE, cell)).isEqualTo(cell);
        assertThat(Documents.outcome(ANY, cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "2024-02-30",
                "2024-13-01",
                "2024-00-01",
                "2024-01-00",
                "2024-1-26",
                "24-01-26",
                "20240126",
                "2024/01/26",
                "26.01.2024",
                "01/26/2024",
                "2024-01-26T00:00:00",
                "2024-01-26Z",
                "+2024-01-26",
                "-2024-01-2",
                "12024-01-26",
                "２０２４-01-26",
                "2024-01-2x",
                "today"
            })
    void shouldRefuseAllElse(String cell) {
        assertThat(ANY.parse(cell)).isNull();
        assertThat(DATE.parse(cell)).isNull();
        assertThat(DATE.violations(cell))
                .containsExactly(
                        new Violation("type-error", "expected a date such as 2024-01-26, found \"" + cell + '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "%d/%m/%Y, 12/11/2018, 2018-11-12",
        "%d/%m/%Y, 1/2/2018, 2018-02-01",
        "%m/%d/%y, 11/12/68, 2068-11-12",
        "%m/%d/%y, 11/12/69, 1969-11-12",
        "%Y%m%d, 20181112, 2018-11-12",
        "%d%m%y, 121118, 2018-11-12",
        "%d %b %Y, 12 Nov 2018, 2018-11-12",
        "%d %B %Y, 12 november 2018, 2018-11-12",
        "%a %d %b %Y, Mon 12 Nov 2018, 2018-11-12",
        "%A %d.%m.%Y, Monday 12.11.2018, 2018-11-12",
        "%Y-%j, 2018-316, 2018-11-12",
        "%Y %j, 2018 1, 2018-01-01",
        "100%% %d.%m.%Y, 100% 12.11.2018, 2018-11-12",
        "fmt:%d/%m/%Y, 12/11/2018, 2018-11-12",
    })
    void shouldReadPatterns(String pattern, String cell, String date) {
        assertThat(Documents.outcome(of(pattern), cell)).isEqualTo(date);
    }

    @ParameterizedTest
    @CsvSource({
        "%d/%m/%Y, 2018-11-12",
        "%d/%m/%Y, 31/04/2018",
        "%d/%m/%Y, 12/11/18",
        "%d/%m/%Y, 012/11/2018",
        "%d/%m/%Y, '12/11/2018 '",
        "%d/%m/%Y, 12/11/-018",
        "%d/%m/%Y, ١٢/11/2018",
        "%Y%m%d, 2018112",
        "%a %d.%m.%Y, Tue 12.11.2018",
        "%d %b %Y, 12 Okt 2018",
    })
    void shouldRefuseWhatDoesNotMatchThePattern(String pattern, String cell) {
        assertThat(of(pattern).parse(cell)).isNull();
        assertThat(of(pattern).violations(cell))
                .containsExactly(new Violation(
                        "type-error", "expected a date of the pattern " + pattern + ", found \"" + cell + '"'));
    }

    @Test
    void shouldReadItsCanonicalTextForAnyPattern() {
        Field field = of("%d/%m/%Y");

        assertThat(field.canonical().parse("2018-11-12")).isEqualTo(field.parse("12/11/2018"));
        assertThat(field.canonical().parse("12/11/2018")).isNull();
    }

    private static Field of(String pattern) {
        return Documents.field("\"type\": \"date\", \"format\": \"" + pattern + '"');
    }
}
