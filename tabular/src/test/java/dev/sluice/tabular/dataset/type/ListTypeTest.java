package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTypeTest {
    private static final Field NUMBERS = of("\"itemType\": \"number\"");
    private static final Field INTEGERS = of("\"itemType\": \"integer\", \"delimiter\": \" | \"");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"1;1", "1,2;1,2", "1, 2.50 ,-3e0;1,2.5,-3", "-0,.5;0,0.5", "1,1,1;1,1,1", "[71];71", "[ 1, 2 ];1,2"
            })
    void shouldReadNumbers(String cell, String text) {
        assertThat(NUMBERS.parse(cell)).isInstanceOf(double[].class);
        assertThat(Documents.outcome(NUMBERS, cell)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,", ",1", "1,,2", ",", "1;2", "1,x", "1,NaN", "1 2", "[1,2", "[]", "[[1]]", "1,1e999"})
    void shouldRefuseAllElse(String cell) {
        assertThat(NUMBERS.parse(cell)).isNull();
        assertThat(NUMBERS.violations(cell))
                .containsExactly(new Violation(
                        "type-error",
                        "expected finite decimal numbers with \",\" between them, found \"" + cell + '"'));
    }

    @Test
    void shouldReadWholeNumbersAndAnotherDelimiter() {
        assertThat(Documents.outcome(INTEGERS, "1 | 2 | +3")).isEqualTo("1,2,3");
        assertThat(INTEGERS.parse("1|2")).isNull();
        assertThat(INTEGERS.violations("1 | 2.0"))
                .containsExactly(
                        new Violation(
                                "type-error",
                                "expected whole numbers from -9007199254740991 to 9007199254740991 with \" | \" between them, found \"1 | 2.0\""));
    }

    @Test
    void shouldReadItsOwnText() {
        assertThat(INTEGERS.canonical().parse("1,2,3")).isEqualTo(new double[] {1, 2, 3});
        assertThat(INTEGERS.canonical().parse("1 | 2")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void shouldHaveAtLeastOneNumber(String cell) {
        assertThat(NUMBERS.parse(cell)).isNull();
        assertThat(NUMBERS.violations(cell)).extracting(Violation::code).containsExactly("constraint-error");
    }

    private static Field of(String properties) {
        return Documents.read("""
                {"name": "test",
                 "fields": [{"name": "f", "type": "list", "constraints": {"required": true}, %s}, {"name": "g", "type": "string"}],
                 "sluice": {"groupBy": "g", "measure": "f"}}""".formatted(properties)).measure();
    }
}
