package dev.sluice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
    @ParameterizedTest
    @CsvSource({
        "plain \u00e9\u20ac, plain \u00e9\u20ac",
        "'a\nb\tc\r', a\\nb\\tc\\r",
        "a\u001b[31m, a\\u001b[31m",
        "a\u202Eb\u2066c, a\\u202eb\\u2066c",
        "abcdefghijklmnopqrstuvwxyz, abcdefghijklmnopqrs\u2026",
    })
    void shouldEscapeWhatATerminalWouldObey(String text, String printed) {
        assertThat(Printable.cut(text, 20)).isEqualTo(printed);
    }
}
