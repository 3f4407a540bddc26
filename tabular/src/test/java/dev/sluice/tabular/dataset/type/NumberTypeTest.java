package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTypeTest {
    private static final Field NUMBER = Documents.field("\"type\": \"number\"");
    private static final Field GERMAN =
            Documents.field("\"type\": \"number\", \"decimalChar\": \",\", \"groupChar\": \".\"");
    private static final Field ENGLISH = Documents.field("\"type\": \"number\", \"groupChar\": \",\"");

    @ParameterizedTest
    @CsvSource({
        // The standard's examples.
        "-1.23, -1.23",
        "12678967.543233, 12678967.543233",
        "+100000.00, 100000",
        "210, 210",
        "1E5, 100000",
        "1E+5, 100000",
        "1E-5, 0.00001",
        ".5, 0.5",
        "-0, 0",
        "-0.0, 0",
        "1e-999, 0",
        "0.1, 0.1",
        "2e23, 200000000000000000000000",
        "2e-3, 0.002",
        "123456789012345678901234567890, 123456789012345680000000000000",
        // Padded by the device.
        "+   61.2, 61.2",
        "-  1e3, -1000",
    })
    void shouldReadNumbersAndWriteTheShortest(String cell, String text) {
        assertThat(NUMBER.parse(cell)).isInstanceOf(Double.class);
        assertThat(Documents.outcome(NUMBER, cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"5%, %", "21.5 °C, °C", "3m/s, m/s"})
    void shouldNameTheOptionThatReadsAUnit(String cell, String unit) {
        assertThat(NUMBER.violations(cell))
                .containsExactly(new Violation(
                        "type-error",
                        "expected a finite decimal number, found \"" + cell + "\"; if that is a unit, unit=" + unit
                                + " reads it in CSV"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN", "INF", "-INF", "1e999", "0x1p3", "1,5", "١٢", "five", " 5", "1 000", "+", "- ", "- - 5", "+ x"
            })
    void shouldRefuseAllElse(String cell) {
        assertThat(NUMBER.parse(cell)).isNull();
        assertThat(NUMBER.violations(cell))
                .containsExactly(
                        new Violation("type-error", "expected a finite decimal number, found \"" + cell + '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5       | 1.5",
                "1.234,5   | 1234.5",
                "-1.234    | -1234",
                "12.34.567 | 1234567",
                "1234567,8 | 1234567.8",
                ",5        | 0.5",
                "1,5e3     | 1500",
            })
    void shouldReadOtherNotations(String cell, String text) {
        assertThat(Documents.outcome(GERMAN, cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1.23",
                "1.2345",
                "1234.567",
                ".123",
                "1..234",
                "1.234.",
                "1,234.567",
                "1,5,5",
                "1,5.5",
                "-.234",
                "1.-23",
                "1e1.234",
                "1.0e3",
                "12345.678.901"
            })
    void shouldRefuseNumbersInAnotherNotation(String cell) {
        assertThat(GERMAN.parse(cell)).isNull();
        assertThat(GERMAN.violations(cell))
                .containsExactly(new Violation(
                        "type-error", "expected a finite decimal number such as 1.234,5, found \"" + cell + '"'));
    }

    @Test
    void shouldSayHowAPriceIsRead() {
        assertThat(ENGLISH.violations("€5"))
                .extracting(Violation::message)
                .singleElement()
                .asString()
                .endsWith("; if that is a price, unit=€ reads it in CSV");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"100,000 | 100000", "1,234.5 | 1234.5", "12,34,567 | 1234567", "5 | 5"})
    void shouldReadGroups(String cell, String text) {
        assertThat(Documents.outcome(ENGLISH, cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,5", "1,5000", "1000,000", "1,000.5,0", ","})
    void shouldNotReadADecimalCommaAsAGroup(String cell) {
        assertThat(ENGLISH.parse(cell)).isNull();
    }

    @Test
    void shouldReadItsOwnTextOfEveryFiniteDouble() {
        for (long seed = 0; seed < 20_000; seed++) {
            double value = Double.longBitsToDouble(new Random(seed).nextLong());
            if (Double.isFinite(value)) {
                assertThat(GERMAN.canonical().parse(GERMAN.text(value)))
                        .as("seed %d", seed)
                        .isEqualTo(value);
            }
        }
    }
}
