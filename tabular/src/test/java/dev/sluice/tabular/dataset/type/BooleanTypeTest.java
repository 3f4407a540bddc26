package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BooleanTypeTest {
    private static final Field BOOLEAN = Documents.field("\"type\": \"boolean\"");
    private static final Field GERMAN =
            Documents.field("\"type\": \"boolean\", \"trueValues\": [\"ja\", \"j\"], \"falseValues\": [\"nein\"]");

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE", "1"})
    void shouldReadTheStandardsDefaultsAsTrue(String cell) {
        assertThat(BOOLEAN.parse(cell)).isEqualTo(true);
        assertThat(Documents.outcome(BOOLEAN, cell)).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "False", "FALSE", "0"})
    void shouldReadTheStandardsDefaultsAsFalse(String cell) {
        assertThat(BOOLEAN.parse(cell)).isEqualTo(false);
        assertThat(Documents.outcome(BOOLEAN, cell)).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tRUE", "yes", "no", "t", "f", "2", "01"})
    void shouldRefuseAllElse(String cell) {
        assertThat(BOOLEAN.parse(cell)).isNull();
        assertThat(BOOLEAN.violations(cell))
                .containsExactly(new Violation(
                        "type-error",
                        "expected one of true, True, TRUE, 1, false, False, FALSE, 0, found \"" + cell + '"'));
    }

    @Test
    void shouldAcceptOnlyTheWordsOfTheDocument() {
        assertThat(Documents.outcome(GERMAN, "ja")).isEqualTo("true");
        assertThat(Documents.outcome(GERMAN, "j")).isEqualTo("true");
        assertThat(Documents.outcome(GERMAN, "nein")).isEqualTo("false");
        assertThat(GERMAN.parse("true")).isNull();
    }

    @Test
    void shouldReadItsOwnText() {
        assertThat(GERMAN.canonical().parse("true")).isEqualTo(true);
        assertThat(GERMAN.canonical().parse("false")).isEqualTo(false);
        assertThat(GERMAN.canonical().parse("ja")).isNull();
    }
}
