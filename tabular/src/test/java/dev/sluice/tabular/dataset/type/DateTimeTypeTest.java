package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTypeTest {
    private static final Field XSD = Documents.field("\"type\": \"datetime\"");
    private static final Field ANY = Documents.field("\"type\": \"datetime\", \"format\": \"any\"");

    @ParameterizedTest
    @CsvSource({
        // The standard's examples.
        "2024-01-26T15:00:00, 2024-01-26T15:00:00Z",
        "2024-01-26T15:00:00.300-05:00, 2024-01-26T20:00:00.300Z",
        "2024-01-26T15:00:00Z, 2024-01-26T15:00:00Z",
        "2024-01-26T15:00:00+05:30, 2024-01-26T09:30:00Z",
        "2024-01-26T15:00:00.5, 2024-01-26T15:00:00.500Z",
    })
    void shouldReadXmlSchemasDateTimes(String cell, String text) {
        assertThat(XSD.parse(cell)).isInstanceOf(Long.class);
        assertThat(Documents.outcome(XSD, cell)).isEqualTo(text);
        assertThat(Documents.outcome(ANY, cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-26",
                "2024-01-26T15:00:00 UTC",
                "1706281200.25",
                "2024-01-26 15:00:00",
                "2024-01-26t15:00:00",
                "2024-01-26T15:00",
                "2024-01-26T15:00Z",
                "2024-01-26T15:00+01:00",
                "2024-01-26T15:00:00z",
                "2024-01-26T15:00:00+0100",
                "2024-01-26T15:00:00+01",
                "2024-01-26T15:00:00,300Z",
                "1706281200",
                "1706281200000",
            })
    void shouldReadMoreFormatsWithAny(String cell) {
        assertThat(XSD.violations(cell))
                .containsExactly(new Violation(
                        "type-error",
                        "expected a date and time such as 2024-01-26T15:00:00 or 2024-01-26T15:00:00.300-05:00, found \""
                                + cell + '"'));
        assertThat(XSD.parse(cell)).isNull();
        assertThat(ANY.parse(cell)).isInstanceOf(Long.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-26T24:00:01",
                "2024-01-26T23:59:60Z",
                "2024-02-30T00:00:00",
                "26/01/2024 15:00",
                "15:00:00",
                "tomorrow"
            })
    void shouldRefuseAllElse(String cell) {
        assertThat(XSD.parse(cell)).isNull();
        assertThat(ANY.parse(cell)).isNull();
        assertThat(ANY.violations(cell))
                .containsExactly(new Violation(
                        "type-error",
                        "expected a date and time (ISO-8601, or epoch seconds or milliseconds), found \"" + cell
                                + '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-26T24:00:00, %Y-%m-%dT%H:%M:%S",
        "2024-01-26 24:00, %Y-%m-%d %H:%M",
        "2024-01-26 24:00:00+01:00, %Y-%m-%d %H:%M:%S%z",
    })
    void shouldSayHowTheEndOfADayIsRead(String cell, String pattern) {
        assertThat(ANY.parse(cell)).isNull();
        assertThat(ANY.violations(cell))
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .endsWith("; if hour 24 is the end of the day, time_format=" + pattern + " reads it in CSV");
        assertThat(of(pattern).parse(cell)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        // The standard's example.
        "%d/%m/%Y %H:%M:%S, 12/11/2018 09:15:32, 2018-11-12T09:15:32Z",
        "%d.%m.%Y %H:%M, 1.2.2018 9:05, 2018-02-01T09:05:00Z",
        "%Y%m%dT%H%M%S, 20181112T091532, 2018-11-12T09:15:32Z",
        "%Y%m%d%H%M%S%f, 20181112091532123456, 2018-11-12T09:15:32.123456Z",
        "%m/%d/%y %I:%M %p, 11/12/18 9:15 PM, 2018-11-12T21:15:00Z",
        "%Y-%m-%d %H:%M %z, 2018-11-12 09:15 +0200, 2018-11-12T07:15:00Z",
        "%Y-%m-%d %H:%M%z, 2018-11-12 09:15+02:00, 2018-11-12T07:15:00Z",
        "%Y-%m-%d %H:%M%z, 2018-11-12 09:15-02, 2018-11-12T11:15:00Z",
        "%Y-%m-%d %H:%M%z, 2018-11-12 09:15Z, 2018-11-12T09:15:00Z",
        "%Y-%j %H, 2018-316 9, 2018-11-12T09:00:00Z",
        "%S.%f %H:%M %d %b %Y, 1.000001 9:15 12 Nov 1918, 1918-11-12T09:15:01.000001Z",
        // The end of a day.
        "%d/%m/%Y %H:%M:%S, 12/11/2018 24:00:00, 2018-11-13T00:00:00Z",
        "%Y%m%d %H, 20181231 24, 2019-01-01T00:00:00Z",
        "%Y%m%d%H, 2020022824, 2020-02-29T00:00:00Z",
        "%Y-%j %H, 2018-365 24, 2019-01-01T00:00:00Z",
        "%a %Y-%m-%d %H:%M%z, Mon 2018-11-12 24:00+02:00, 2018-11-12T22:00:00Z",
        "%H:%M:%S.%f %d.%m.%y, 24:00:00.000 12.11.18, 2018-11-13T00:00:00Z",
    })
    void shouldReadPatterns(String pattern, String cell, String text) {
        assertThat(Documents.outcome(of(pattern), cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "%d/%m/%Y %H:%M:%S, 12/11/2018",
        "%d/%m/%Y %H:%M:%S, 31/11/2018 09:15:32",
        "%d/%m/%Y %H:%M:%S, 12/11/2018 24:00:01",
        "%d/%m/%Y %H:%M:%S, 12/11/2018 24:01:00",
        "%d/%m/%Y %H:%M:%S, 31/11/2018 24:00:00",
        "%d/%m/%Y %H:%M:%S, 12/11/2018 25:00:00",
        "%d/%m/%Y %I %p, 12/11/2018 24 PM",
        "%d/%m/%Y %H:%M:%S, 12/11/2018 23:59:60",
        "%Y-%m-%d %H:%M %z, 2018-11-12 09:15",
        "%Y-%m-%d %H:%M %z, 2018-11-12 09:15 CET",
        "%Y-%m-%d %H:%M %z, 0000-01-01 00:00 +0100",
        "%Y-%m-%d %H:%M %z, 9999-12-31 23:59 -0100",
    })
    void shouldRefuseWhatDoesNotMatchThePattern(String pattern, String cell) {
        assertThat(of(pattern).parse(cell)).isNull();
        assertThat(of(pattern).violations(cell))
                .containsExactly(new Violation(
                        "type-error",
                        "expected a date and time of the pattern " + pattern + ", found \"" + cell + '"'));
    }

    @Test
    void shouldReadItsCanonicalTextForAnyPattern() {
        Field field = of("%d/%m/%Y %H:%M:%S");
        Object value = field.parse("12/11/2018 09:15:32");

        assertThat(field.canonical().parse("2018-11-12T09:15:32Z")).isEqualTo(value);
        assertThat(XSD.canonical().parse("2018-11-12T09:15:32Z")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2019-05-01T06:00:00-04:00",
                "2019-05-01T10:00Z",
                "2019-05-01 10:00z",
                "2019-05-01T12:00:00+0200",
                "2019-05-01T08:00:00.000-02"
            })
    void shouldTakeDateTimesThatNameTheirZoneWhereTheyMust(String cell) {
        assertThat(Documents.outcome(withZone("any"), cell)).isEqualTo("2019-05-01T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2019-05-01T06:00:00", "2019-05-01 06:00", "1556704800", "1556704800000", "-1556704800", "0"})
    void shouldRefuseThoseThatDoNotWhereTheyMust(String cell) {
        Field field = withZone("any");

        assertThat(field.parse(cell)).isNull();
        assertThat(field.canonical().parse(cell)).isNull();
        assertThat(field.violations(cell))
                .containsExactly(new Violation(
                        "type-error", "expected a date and time with a zone (ISO-8601), found \"" + cell + '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "14/03/2026 1:05 PM, 2026-03-14T13:05:00Z",
        "14/03/2026 1:05 p.m., 2026-03-14T13:05:00Z",
        "14/03/2026 1:05 P.M, 2026-03-14T13:05:00Z",
        "14/03/2026 1:05 p. m., 2026-03-14T13:05:00Z",
        "14/03/2026 1:05 p, 2026-03-14T13:05:00Z",
        "14/03/2026 12:05 a, 2026-03-14T00:05:00Z",
        "14/03/2026 12:05 a.m., 2026-03-14T00:05:00Z"
    })
    void shouldReadTheHalvesOfTheDayAsTheyAreWritten(String cell, String expected) {
        assertThat(Documents.outcome(of("%d/%m/%Y %I:%M %p"), cell)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"14/03/2026 1:05", "14/03/2026 1:05 pp", "14/03/2026 1:05 m", "14/03/2026 1:05 x.m."})
    void shouldReadNothingElseAsAHalfOfTheDay(String cell) {
        assertThat(of("%d/%m/%Y %I:%M %p").parse(cell)).isNull();
    }

    @Test
    void shouldTakeALetterOfThePatternAsItIs() {
        assertThat(Documents.outcome(of("a %d/%m/%Y %I:%M %p"), "a 14/03/2026 1:05 PM"))
                .isEqualTo("2026-03-14T13:05:00Z");
    }

    @Test
    void shouldRequireAZoneInEveryFormat() {
        assertThat(Documents.outcome(withZone("default"), "2019-05-01T06:00:00-04:00"))
                .isEqualTo("2019-05-01T10:00:00Z");
        assertThat(Documents.outcome(withZone("%d/%m/%Y %H:%M %z"), "1/5/2019 06:00 -0400"))
                .isEqualTo("2019-05-01T10:00:00Z");
        assertThat(withZone("default").violations("2019-05-01T06:00:00"))
                .containsExactly(
                        new Violation(
                                "type-error",
                                "expected a date and time with a zone such as 2024-01-26T15:00:00Z, found \"2019-05-01T06:00:00\""));
    }

    private static Field of(String pattern) {
        return Documents.field("\"type\": \"datetime\", \"format\": \"" + pattern + '"');
    }

    private static Field withZone(String format) {
        Dataset dataset = Documents.read("""
                {"name": "test",
                 "fields": [
                   {"name": "t", "type": "datetime", "format": "%s"},
                   {"name": "g", "type": "string"},
                   {"name": "m", "type": "number"}],
                 "sluice": {"groupBy": "g", "measure": "m", "time": "t", "zone": "required"}}""".formatted(format));
        return dataset.fields().get(0);
    }
}
