package dev.sluice.tabular.infer.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimePatternsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "24.12.2026; date %d.%m.%Y, date %m.%d.%Y",
                "24.12.26; date %d.%m.%y, date %m.%d.%y, date %y.%m.%d",
                "2026/12/24; date %Y/%m/%d",
                "20261224; date %Y%m%d",
                "24 Dec 2026; date %d %b %Y",
                "December 24, 2026; date %B %d, %Y",
                "10:15; time %H:%M",
                "1:05 pm; time %I:%M %p",
                "1:05:00 p.m.; time %I:%M:%S %p",
                "1:05 a. m.; time %I:%M %p",
                "12:05 a; time %I:%M %p",
                "12:05P; time %I:%M%p",
                "2026年12月24日 10:15; datetime %Y年%m月%d日 %H:%M",
                "10:15:02.5; time %H:%M:%S.%f",
                "05/25/26 10:52:42 AM; datetime %m/%d/%y %I:%M:%S %p, datetime %d/%m/%y %I:%M:%S %p, datetime %y/%m/%d %I:%M:%S %p",
                "2026-12-24  10:15; datetime %Y-%m-%d  %H:%M",
                "20261224T101502; datetime %Y%m%dT%H%M%S",
                "2026122410; datetime %Y%m%d%H",
                "202612241015; datetime %Y%m%d%H%M",
                "20261224101502; datetime %Y%m%d%H%M%S",
                "10:15 24.12.2026; datetime %H:%M %d.%m.%Y, datetime %H:%M %m.%d.%Y",
                "2026-12-24 10:15:02 +0100; datetime %Y-%m-%d %H:%M:%S %z",
                "2026-12-24 10:15:02 UTC; datetime %Y-%m-%d %H:%M:%S UTC",
                "Thu 24 Dec 2026 10:15; datetime %a %d %b %Y %H:%M"
            })
    void shouldSuggestPatterns(String cell, String patterns) {
        assertThat(String.join(
                        ", ",
                        TimePatterns.of(cell).stream()
                                .map(type -> type.path("type").asString() + " "
                                        + type.path("format").asString())
                                .toList()))
                .isEqualTo(patterns);
        assertThat(TimePatterns.of(cell)).anySatisfy(type -> assertThat(
                        FieldCandidate.of(type).orElseThrow().reads(cell))
                .isTrue());
    }

    @ParameterizedTest
    @CsvSource({"hall", "12", "1.5.2", "1.2.3.4.5.6.7.8.9.10.11.12.13", "''"})
    void shouldSuggestNothingThatADocumentCouldNotSayForOtherTexts(String cell) {
        assertThat(TimePatterns.of(cell))
                .allSatisfy(type -> assertThat(FieldCandidate.of(type).map(found -> found.reads(cell)))
                        .isNotEqualTo(java.util.Optional.of(true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-12-24 1:15 μ.μ.", "2026-12-24 上午1:15", "1:15 ö.s", "-RA:02 BR:1 |RA |", "-SN:03 |SN |"})
    void shouldNotTakeTheHalfOfTheDayForALiteral(String cell) {
        assertThat(TimePatterns.of(cell)).isEmpty();
    }

    @Test
    void shouldLimitWhatItLooksAt() {
        assertThat(TimePatterns.of("1".repeat(100_000))).isEmpty();
        assertThat(TimePatterns.of("1-".repeat(30))).isEmpty();
    }
}
