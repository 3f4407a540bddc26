package dev.sluice.tabular.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import dev.sluice.tabular.dataset.type.CellFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingValuesTest {
    /** The standard's example. */
    private static final Dataset EXAMPLE = Documents.read("""
            {"name": "test",
             "fields": [
               {"name": "column1", "type": "string"},
               {"name": "column2", "type": "string", "missingValues": ["-"]},
               {"name": "g", "type": "string"},
               {"name": "m", "type": "number"}],
             "missingValues": ["", "NA"],
             "sluice": {"groupBy": "g", "measure": "m"}}""");

    @ParameterizedTest
    @CsvSource({"0, '', missing", "0, NA, missing", "0, -, -", "1, '', ''", "1, NA, NA", "1, -, missing"})
    void shouldPreferMissingValuesOfTheField(int field, String cell, String outcome) {
        assertThat(Documents.outcome(EXAMPLE.fields().get(field), cell)).isEqualTo(outcome);
    }

    @Test
    void shouldBeTheEmptyCellByDefault() {
        Field field = Documents.field("\"type\": \"number\"");

        assertThat(field.parse("")).isSameAs(Field.MISSING);
        assertThat(field.parse("NA")).isNull();
    }

    @Test
    void shouldHaveNoMissingValuesWithAnEmptyList() {
        assertThat(Documents.outcome(Documents.field("\"type\": \"string\", \"missingValues\": []"), ""))
                .isEmpty();
        assertThat(Documents.field("\"type\": \"number\", \"missingValues\": []")
                        .parse(""))
                .isNull();
    }

    /** What an upload says of its cells; a document says exactly which cells it means. */
    @ParameterizedTest
    @CsvSource({
        "-999, -999, missing", "-999, -999.0, missing", "-999, -999.000, missing", "-999.0, -999, missing",
        "9999.9, 9999.90, missing", "-999, -999.01, -999.01", "-999, -9990, -9990", "-999, 999.0, 999",
        "NA, NA, missing", "-9-9, -9-9, missing"
    })
    void shouldTakeANumberForEachWayToWriteIt(String missing, String cell, String outcome) {
        CellFormat format = new CellFormat(null, null, List.of(), null, Set.of(missing), Set.of());
        Field field = Documents.field("\"type\": \"number\"").in(format, false);

        assertThat(Documents.outcome(field, cell)).isEqualTo(outcome);
    }

    @Test
    void shouldTakeNumbersWithACommaAsTheFileHasThem() {
        CellFormat format = new CellFormat(',', null, List.of(), null, Set.of("-999"), Set.of());
        Field field = Documents.field("\"type\": \"number\"").in(format, false);

        assertThat(field.parse("-999,0")).isSameAs(Field.MISSING);
        assertThat(field.parse("-999,5")).isEqualTo(-999.5);
    }

    @Test
    void shouldCountBeforeTheTypeDoes() {
        Field field = Documents.field("\"type\": \"number\", \"missingValues\": [\"-99\", \"n/a\"]");

        assertThat(field.parse("-99")).isSameAs(Field.MISSING);
        assertThat(field.parse("n/a")).isSameAs(Field.MISSING);
        assertThat(field.parse("-99.0")).isEqualTo(-99.0);
        assertThat(field.canonical().parse("-99")).isEqualTo(-99.0);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'expected a value, found an empty cell'",
        "' ', 'expected a value, found only white space'",
        "'\u2003\u3000', 'expected a value, found only white space'",
        "NA, 'expected a value, found \"NA\", which means no value'",
    })
    void shouldNotBeTakenWhereAValueIsRequired(String cell, String message) {
        Field field = Documents.field(
                "\"type\": \"string\", \"missingValues\": [\"NA\"], \"constraints\": {\"required\": true}");

        assertThat(field.parse(cell)).isNull();
        assertThat(field.violations(cell)).containsExactly(new Violation("constraint-error", message));
        assertThat(EXAMPLE.groupBy()).allMatch(Field::required);
    }
}
