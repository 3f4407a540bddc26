package dev.sluice.tabular.dataset.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.document.Documents;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            nullValues = "ok",
            value = {
                // The standard's examples.
                "string; `required`: true; apple; ok",
                "string; `required`: true; ~~; expected a value, found an empty cell",
                "string; `minLength`: 5; apple; ok",
                "string; `minLength`: 5; plum; expected at least 5 characters, found 4",
                "string; `maxLength`: 5; apple; ok",
                "string; `maxLength`: 5; grapefruit; expected at most 5 characters, found 10",
                "integer; `minimum`: 100; 100; ok",
                "integer; `minimum`: 100; 50; expected at least 100, found 50",
                "integer; `maximum`: 100; 100; ok",
                "integer; `maximum`: 100; 150; expected at most 100, found 150",
                "string; `pattern`: `^a.*$`; apple; ok",
                "string; `pattern`: `^a.*$`; orange; expected text that matches ^a.*$, found `orange`",
                "string; `enum`: [`apple`]; apple; ok",
                "string; `enum`: [`apple`]; orange; expected one of apple, found `orange`",
                // Lengths are in characters.
                "string; `maxLength`: 2; 😀😀; ok",
                "string; `maxLength`: 2; 😀😀😀; expected at most 2 characters, found 3",
                "string; `minLength`: 2; 😀; expected at least 2 characters, found 1",
                // A pattern must match the whole value.
                "string; `pattern`: `a.`; ab; ok",
                "string; `pattern`: `a.`; abc; expected text that matches a., found `abc`",
                "string; `pattern`: `a.`; cab; expected text that matches a., found `cab`",
                // Values are compared, not texts.
                "number; `minimum`: 0; -0.0; ok",
                "number; `maximum`: 1e2; 100.0; ok",
                "number; `minimum`: `.5`; 0.49; expected at least 0.5, found 0.49",
                "number; `enum`: [1, 2.50]; 2.5; ok",
                "number; `enum`: [0]; -0; ok",
                "number; `enum`: [1, 2.50]; 2.51; expected one of 1, 2.5, found `2.51`",
                "integer; `enum`: [`007`]; 7; ok",
                "boolean; `enum`: [true]; TRUE; ok",
                "boolean; `enum`: [true]; 0; expected one of true, found `false`",
                "boolean; `enum`: [`0`]; False; ok",
                "date; `minimum`: `2020-01-01`; 2019-12-31; expected at least 2020-01-01, found 2019-12-31",
                "date; `maximum`: `2020-01-01`; 2020-01-01; ok",
                "time; `maximum`: `12:00:00`; 12:00:01; expected at most 12:00:00, found 12:00:01",
                "time; `minimum`: `12:00:00`; 11:00:00; expected at least 12:00:00, found 11:00:00",
                "datetime; `minimum`: `2020-01-01T00:00:00Z`; 2020-01-01T01:00:00+01:00; ok",
                "datetime; `minimum`: `2020-01-01T00:00:00Z`; 2020-01-01T00:00:00+01:00; expected at least 2020-01-01T00:00:00Z, found 2019-12-31T23:00:00Z",
                "datetime; `enum`: [`2020-01-01T00:00:00`]; 2020-01-01T01:00:00+01:00; ok",
                "year; `minimum`: 476; 0475; expected at least 0476, found 0475",
                "year; `maximum`: `2100`; 2101; expected at most 2100, found 2101",
            })
    void shouldCheckConstraints(String type, String constraint, String cell, String message) {
        Field field = Documents.field(
                "\"type\": \"%s\", \"constraints\": {%s}".formatted(type, constraint.replace('`', '"')));

        assertThat(field.violations(cell))
                .isEqualTo(
                        message == null
                                ? List.of()
                                : List.of(new Violation("constraint-error", message.replace('`', '"'))));
        assertThat(field.parse(cell) == null).isEqualTo(message != null);
    }

    @Test
    void shouldReportAllViolatedConstraints() {
        Field field = Documents.field("""
                "type": "string", "constraints": {"minLength": 3, "pattern": "[a-z]*", "enum": ["abc", "abcd"]}""");

        assertThat(field.violations("A"))
                .extracting(Violation::message)
                .containsExactly(
                        "expected at least 3 characters, found 1",
                        "expected text that matches [a-z]*, found \"A\"",
                        "expected one of abc, abcd, found \"A\"");
    }

    @Test
    void shouldNotCheckMissingValues() {
        Field field = Documents.field("\"type\": \"string\", \"constraints\": {\"minLength\": 3}");

        assertThat(Documents.outcome(field, "")).isEqualTo("missing");
    }

    @Test
    void shouldCountTheItemsOfLists() {
        Field levels = Documents.read(Documents.everything()).measure();

        assertThat(Documents.outcome(levels, "1;2;3")).isEqualTo("1,2,3");
        assertThat(levels.violations("1;2;3;4"))
                .containsExactly(new Violation("constraint-error", "expected at most 3 items, found 4"));
    }

    @Test
    void shouldNotListMoreThanTenChoices() {
        Field field = Documents.field("\"type\": \"integer\", \"constraints\": {\"enum\": [0,1,2,3,4,5,6,7,8,9,10]}");

        assertThat(field.violations("11"))
                .extracting(Violation::message)
                .containsExactly("expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …, found \"11\"");
    }

    /** A pattern's repetitions need much stack, and threads have a small one. */
    @Test
    void shouldSurviveTheLongestValueOfAPattern() throws InterruptedException {
        Field field = Documents.field("\"type\": \"string\", \"constraints\": {\"pattern\": \"((a|b)|(c|d|😀))*\"}");
        AtomicReference<Object> parsed = new AtomicReference<>();
        String longest = "😀".repeat(256);

        Thread thread = new Thread(null, () -> parsed.set(field.parse(longest)), "small", 512 * 1024);
        thread.start();
        thread.join();

        assertThat(parsed.get()).isEqualTo(longest);
        assertThat(field.violations("a".repeat(60_000)))
                .containsExactly(new Violation("constraint-error", "expected at most 256 characters, found 60000"));
    }
}
