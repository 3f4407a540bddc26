package dev.sluice.tabular.row.json;

import static dev.sluice.tabular.row.json.JsonRows.Form.DOCUMENT;
import static dev.sluice.tabular.row.json.JsonRows.Form.LINES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowsOf;
import dev.sluice.tabular.row.json.JsonRows.Form;
import dev.sluice.tabular.text.TruncatedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonRowsTest {
    private static final Dataset READINGS = shipped("sensor-readings");
    private static final Dataset PLAYS = shipped("song-plays");
    private static final Dataset MEASUREMENTS = shipped("measurements");
    private static final String GOOD = "{\"timestamp\":\"2024-05-01T10:00:00Z\",\"sensor_id\":\"s1\",\"value\":1}";
    private static final String GOOD_TEXT = "[2024-05-01T10:00:00Z, s1, 1]";

    @Test
    void shouldReadOneMeasurement() {
        RowsOf rows = json("{\"time_stamp\":\"2019-05-01T06:00:00-04:00\",\"data\":[0,2]}", DOCUMENT, MEASUREMENTS);

        assertThat(rows.valid()).containsExactly("1: [2019-05-01T10:00:00Z, 0,2]");
        assertThat(rows.invalid()).isEmpty();
    }

    @Test
    void shouldReadAnArrayInAnyLayout() {
        RowsOf rows = json("""
                \uFEFF [
                  {"time_stamp": "2019-05-01T06:00:00-04:00",
                   "data": [
                     0.98,
                     1e3
                   ]},
                  {"data": [-5], "time_stamp": "2019-05-01T10:00:00Z"}
                ]
                """, DOCUMENT, MEASUREMENTS);

        assertThat(rows.valid())
                .containsExactly("1: [2019-05-01T10:00:00Z, 0.98,1000]", "2: [2019-05-01T10:00:00Z, -5]");
        assertThat(rows.invalid()).isEmpty();
    }

    @Test
    void shouldReadOneObjectALine() {
        RowsOf rows = json("\uFEFF" + GOOD + "\r\n\n \t\r" + GOOD + "\r" + GOOD, LINES, READINGS);

        assertThat(rows.valid()).containsExactly("1: " + GOOD_TEXT, "4: " + GOOD_TEXT, "5: " + GOOD_TEXT);
        assertThat(rows.invalid()).isEmpty();
    }

    @Test
    void shouldFindNoRowInAnEmptyArray() {
        RowsOf rows = json(" [ ] ", DOCUMENT, READINGS);

        assertThat(rows.valid()).isEmpty();
        assertThat(rows.invalid()).isEmpty();
    }

    @Test
    void shouldMatchNamesAsColumnsAreMatched() {
        RowsOf rows = json(
                "{\"Number Of Plays\":7,\"TITLE\":\"Umbrella\",\"date\":\"2020-01-01\",\"_line\":4,\"_code\":\"x\"}",
                DOCUMENT,
                PLAYS);

        assertThat(rows.valid()).containsExactly("1: [Umbrella, 2020-01-01, 7]");
    }

    @Test
    void shouldPreferAFieldsOwnNameToAnAlias() {
        RowsOf rows = json(
                "[{\"Title\":\"a\",\"Song\":\"b\",\"Date\":\"2020-01-01\",\"Plays\":1},"
                        + "{\"Song\":\"b\",\"Song Name\":\"a\",\"Date\":\"2020-01-01\",\"Plays\":1}]",
                DOCUMENT,
                PLAYS);

        assertThat(rows.valid()).containsExactly("1: [b, 2020-01-01, 1]", "2: [b, 2020-01-01, 1]");
    }

    @Test
    void shouldTakeNumbersAndBooleansAsTheirTextsWhereTheFieldIsNeither() {
        RowsOf rows = json(
                "[{\"timestamp\":1714557600,\"sensor_id\":7,\"value\":\"1.5\"},"
                        + "{\"timestamp\":1714557600000,\"sensor_id\":true,\"value\":15e-1}]",
                DOCUMENT,
                READINGS);

        assertThat(rows.valid())
                .containsExactly("1: [2024-05-01T10:00:00Z, 7, 1.5]", "2: [2024-05-01T10:00:00Z, true, 1.5]");
    }

    @Test
    void shouldReadStringsByTheFieldsFormatAndNumbersByJsons(@TempDir Path documents) throws IOException {
        Dataset trips = document(documents, """
                {
                  "name": "trips",
                  "missingValues": ["", "-"],
                  "fields": [
                    {"name": "Tag", "type": "date", "format": "%d.%m.%Y"},
                    {"name": "Zug", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]},
                    {"name": "km", "type": "number", "decimalChar": ","}
                  ],
                  "sluice": {"groupBy": "Zug", "measure": "km", "time": "Tag"}
                }""");

        RowsOf rows = json(
                "[{\"Tag\":\"31.12.2020\",\"Zug\":\"ja\",\"km\":\"1,5\"},{\"Tag\":\"-\",\"Zug\":false,\"km\":1.5},"
                        + "{\"Zug\":true,\"km\":2},{\"Tag\":null,\"Zug\":true,\"km\":3}]",
                DOCUMENT,
                trips);

        assertThat(rows.valid())
                .containsExactly(
                        "1: [2020-12-31, true, 1.5]",
                        "2: [null, false, 1.5]",
                        "3: [null, true, 2]",
                        "4: [null, true, 3]");
    }

    @Test
    void shouldReportAllErrorsOfARow() {
        String text = "{\"value\":\"warm\",\"sensor_id\":null,\"timestamp\":{\"at\":[1]}}";
        RowsOf.Invalid row = onlyInvalid(text, DOCUMENT, READINGS);

        assertThat(row.line()).isEqualTo(1);
        assertThat(row.raw()).isEqualTo(new TruncatedText(text, false));
        assertThat(row.errors())
                .containsExactly(
                        new RowError("type-error", "timestamp", "expected one value, found an object", null),
                        new RowError("constraint-error", "sensor_id", "expected a value, found none", null),
                        new RowError(
                                "type-error", "value", "expected a finite decimal number, found \"warm\"", "warm"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]               | constraint-error | expected a value, found an empty array",
                "null             | constraint-error | expected a value, found none",
                "[`\"1\"`]        | type-error       | expected an array of numbers, found an array with other values",
                "[1,[2]]          | type-error       | expected an array of numbers, found an array with other values",
                "[1,null]         | type-error       | expected an array of numbers, found an array with other values",
                "{}               | type-error       | expected an array of numbers, found an object",
                "7                | type-error       | expected an array of numbers, found a number",
                "`\"1,2\"`        | type-error       | expected an array of numbers, found text",
                "true             | type-error       | expected an array of numbers, found true or false",
            })
    void shouldAcceptOnlyAnArrayOfNumbersAsAList(String data, String code, String message) {
        RowsOf.Invalid row = onlyInvalid(
                "{\"time_stamp\":\"2019-05-01T10:00:00Z\",\"data\":" + data.replace("`", "") + "}",
                DOCUMENT,
                MEASUREMENTS);

        assertThat(row.errors()).containsExactly(new RowError(code, "data", message, null));
    }

    @Test
    void shouldTakeOnlyFiniteNumbersInAList() {
        RowsOf.Invalid row =
                onlyInvalid("{\"time_stamp\":\"2019-05-01T10:00:00Z\",\"data\":[1, -1e999]}", DOCUMENT, MEASUREMENTS);

        assertThat(row.errors())
                .extracting(RowError::code, RowError::field, RowError::value)
                .containsExactly(tuple("type-error", "data", "1,-1e999"));
    }

    @Test
    void shouldKeepTheRulesOfTheField() {
        RowsOf.Invalid row = onlyInvalid(
                "{\"Song\":\"" + "x".repeat(513) + "\",\"Date\":\"01.01.2020\",\"Number of Plays\":-1}",
                DOCUMENT,
                PLAYS);

        assertThat(row.errors())
                .extracting(RowError::code, RowError::field)
                .containsExactly(
                        tuple("constraint-error", "Song"),
                        tuple("type-error", "Date"),
                        tuple("constraint-error", "Number of Plays"));
    }

    @Test
    void shouldAcceptAnExtraPropertyOnlyWhereTheDatasetAllowsIt() {
        assertThat(json(GOOD.replace("{", "{\"unit\":{\"a\":[1,{}]},"), DOCUMENT, READINGS)
                        .valid())
                .containsExactly("1: " + GOOD_TEXT);

        RowsOf.Invalid row = onlyInvalid(
                "{\"time_stamp\":\"2019-05-01T10:00:00Z\",\"unit\":{\"a\":[1,{}]},\"data\":[1],\"é\":1}",
                DOCUMENT,
                MEASUREMENTS);
        assertThat(row.errors())
                .containsExactly(new RowError(
                        "extra-cell",
                        null,
                        "expected no properties but time_stamp, data, found \"unit\", \"é\"",
                        null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "value | expected each property once, found \"value\" twice",
                "Value | expected one property for value, found \"value\" and \"Value\"",
                "note  | expected each property once, found \"note\" twice"
            })
    void shouldRefuseARepeatedProperty(String name, String message) {
        String text = GOOD.replace("}", ",\"note\":1,\"" + name + "\":1}");

        assertThat(onlyInvalid(text, DOCUMENT, READINGS).errors())
                .containsExactly(new RowError("source-error", null, message, null));
    }

    @Test
    void shouldRejectABadElementWithoutAffectingOthers() {
        RowsOf rows = json("[" + GOOD + ",7,\"x\",null,[" + GOOD + "],{}," + GOOD + "]", DOCUMENT, READINGS);

        assertThat(rows.valid()).containsExactly("1: " + GOOD_TEXT, "7: " + GOOD_TEXT);
        assertThat(rows.invalid()).extracting(RowsOf.Invalid::line).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(rows.invalid())
                .extracting(row -> row.raw().text())
                .containsExactly("7", "\"x\"", "null", "[" + GOOD + "]", "{}");
        assertThat(rows.invalid().subList(0, 4))
                .extracting(row -> row.errors().get(0).message())
                .containsExactly(
                        "expected a JSON object, found a number",
                        "expected a JSON object, found text",
                        "expected a JSON object, found null",
                        "expected a JSON object, found an array with other values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "null", "true", "-1.5e3"})
    void shouldRejectANonObject(String text) {
        for (Form form : Form.values()) {
            RowsOf.Invalid row = onlyInvalid(text, form, READINGS);

            assertThat(row.raw().text()).isEqualTo(text);
            assertThat(row.errors()).extracting(RowError::code).containsExactly("type-error");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\r\n\t", "\uFEFF", "\uFEFF \n"})
    void shouldCountAnEmptyTextAsOneInvalidRow(String text) {
        for (Form form : Form.values()) {
            RowsOf.Invalid row = onlyInvalid(text, form, READINGS);

            assertThat(row.line()).isEqualTo(1);
            assertThat(row.errors())
                    .containsExactly(new RowError("source-error", null, "expected a JSON object, found nothing", null));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[<G>,<LF> {\"é\":x}]`   | `{\"é\":x}]`   | `line 2, column 7: Unrecognized token 'x': was expecting "
                        + "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')`",
                "`[<G> <G>]`              | ` <G>]`        | `line 1, column 66: Unexpected character ('{' (code 123)): "
                        + "was expecting comma to separate Array entries`",
                "`[<G>,]`                 | `,]`           | `line 1, column 66: `",
                "`[<G>,`                  | `,`            | `line 1, column 66: the text ends there`",
                "`[<G>`                   | ``             | `line 1, column 65: the text ends there`",
                "`[<G>,{\"a\":`           | `{\"a\":`      | `line 1, column 71: the text ends there`",
                "`[<G>,{\"a\":\"b`        | `{\"a\":\"b`   | `line 1, column 73: the text ends there`",
                "`[<G>,{]`                | `{]`           | `line 1, column 67: Unexpected close marker ']': expected '}'`",
                "`[<G>,{\"a\":NaN}]`      | `{\"a\":NaN}]` | `line 1, column 74: Non-standard token 'NaN'`",
                "`[<G>,{\"a\":-Infinity},<G>]` | `{\"a\":-Infinity},<G>]` | `line 1, column `",
                "`[<G>,{\"a\":01}]`       | `{\"a\":01}]`  | `line 1, column 72: `",
                "`[<G>,{'a':1}]`          | `{'a':1}]`     | `line 1, column 67: `",
                "`[<G>}`                  | `}`            | `line 1, column 65: `",
                "`[<G>,{\"a\":\"<TAB>\"}]`| `{\"a\":\"<TAB>\"}]`| `line 1, column 72: `",
                "`[<G>]<G>`               | `<G>`         | ``",
                "`[<G>] x`                | ` x`          | `line 1, column `",
                "`<G><LF><G>`             | `<LF><G>`      | ``",
                "`<G>}`                   | `}`            | `line 1, column `",
                "`<G>,`                   | `,`            | `line 1, column `",
            })
    void shouldKeepTheRowsBeforeASyntaxErrorAndRejectTheRestAsOne(String text, String rest, String message) {
        RowsOf rows = json(unescaped(text), DOCUMENT, READINGS);

        assertThat(rows.valid()).containsExactly("1: " + GOOD_TEXT);
        assertThat(rows.invalid()).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(2);
            assertThat(row.raw().text()).isEqualTo(unescaped(rest));
            assertThat(row.errors()).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo("source-error");
                assertThat(error.message())
                        .startsWith(
                                message.isEmpty()
                                        ? "expected one JSON object or one array of them, found more after it"
                                        : "expected JSON, found none at " + message)
                        .doesNotContain("enable", "marker at", "Source:");
            });
        });
    }

    @Test
    void shouldCountABrokenTextAsOneInvalidRow() {
        assertThat(onlyInvalid("{\"timestamp\":\n\n  oops}", DOCUMENT, READINGS).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message())
                        .startsWith("expected JSON, found none at line 3, column 3: Unrecognized token 'oops'"));
        assertThat(onlyInvalid("{\"\\ud83d\":1,\"\\ude00\":1}", DOCUMENT, READINGS)
                        .line())
                .isEqualTo(1);
        assertThat(onlyInvalid("a,b\n1,2\n", DOCUMENT, READINGS).line()).isEqualTo(1);
    }

    @Test
    void shouldRejectABrokenLineWithoutAffectingOthers() {
        RowsOf rows = json(
                GOOD + "\n{\"timestamp\":\n" + GOOD + "x\n" + GOOD + GOOD + "\n[" + GOOD + "]\n" + GOOD,
                LINES,
                READINGS);

        assertThat(rows.valid()).containsExactly("1: " + GOOD_TEXT, "6: " + GOOD_TEXT);
        assertThat(rows.invalid())
                .extracting(row -> row.line() + " " + row.errors().get(0).code() + " "
                        + row.errors().get(0).message().replaceAll(" [(].*", ""))
                .containsExactly(
                        "2 source-error expected JSON, found none at line 2, column 14: the text ends there",
                        "3 source-error expected JSON, found none at line 3, column 64: Unrecognized token 'x': was expecting",
                        "4 source-error expected one JSON object on the line, found more after it",
                        "5 type-error expected a JSON object, found an array with other values");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void shouldRejectOnlyTheRowWithInvalidUtf8(Form form) {
        String bad = GOOD.replace("s1", "süd");
        List<String> objects = List.of(GOOD, bad, GOOD);
        String text = form == LINES ? String.join("\n", objects) : "[" + String.join(",", objects) + "]";

        RowsOf rows = RowsOf.json(text.getBytes(ISO_8859_1), form, READINGS);

        assertThat(rows.valid()).containsExactly("1: " + GOOD_TEXT, "3: " + GOOD_TEXT);
        assertThat(rows.invalid()).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(2);
            assertThat(row.raw().text()).isEqualTo(bad.replace("ü", "\uFFFD"));
            assertThat(row.errors())
                    .containsExactly(new RowError("encoding-error", null, "expected UTF-8, found invalid bytes", null));
        });
    }

    @Test
    void shouldRejectAnotherEncodingAsAWhole() {
        RowsOf marked = RowsOf.json(("[" + GOOD + "]").getBytes(UTF_16), DOCUMENT, READINGS);
        RowsOf unmarked = RowsOf.json(("[" + GOOD + "]").getBytes(UTF_16LE), DOCUMENT, READINGS);

        assertThat(marked.valid()).isEmpty();
        assertThat(marked.invalid()).singleElement().satisfies(row -> assertThat(row.errors())
                .extracting(RowError::code)
                .containsExactly("encoding-error"));
        assertThat(unmarked.valid()).isEmpty();
        assertThat(unmarked.invalid()).singleElement().satisfies(row -> assertThat(row.errors())
                .extracting(RowError::code)
                .containsExactly("source-error"));
    }

    @Test
    void shouldRefuseHalfASurrogatePairAndShowItReadably() {
        RowsOf.Invalid row = onlyInvalid(GOOD.replace("s1", "a\\ud83d"), DOCUMENT, READINGS);

        assertThat(row.errors())
                .containsExactly(new RowError(
                        "type-error", "sensor_id", "expected Unicode text, found half a surrogate pair", "a?"));
    }

    @Test
    void shouldCutTheRawTextOfALargeRow() {
        String text = GOOD.replace("\"s1\"", "\"" + "é".repeat(100_000) + "\"");
        RowsOf.Invalid row = onlyInvalid(text, DOCUMENT, READINGS);

        assertThat(row.raw().truncated()).isTrue();
        assertThat(row.raw().text().getBytes(UTF_8)).hasSizeBetween(65_534, 65_536);
        assertThat(row.errors()).extracting(RowError::code).containsExactly("constraint-error");
    }

    @Test
    void shouldReadARowAsLargeAsARecord() {
        String data = "0.125,".repeat(80_000) + "1";
        RowsOf rows = json("{\"time_stamp\":\"2019-05-01T10:00:00Z\",\"data\":[" + data + "]}", DOCUMENT, MEASUREMENTS);

        assertThat(rows.invalid()).isEmpty();
        assertThat(rows.valid()).containsExactly("1: [2019-05-01T10:00:00Z, " + data + "]");
    }

    @Test
    void shouldSurviveDeepNestingAndLongTexts() {
        String deep = "{\"note\":" + "[".repeat(200_000) + "]".repeat(200_000) + ",";
        String long1 = "{\"" + "n".repeat(200_000) + "\":" + "1".repeat(200_000) + ",";

        assertThat(json(GOOD.replace("{", deep), DOCUMENT, READINGS).valid()).containsExactly("1: " + GOOD_TEXT);
        assertThat(json(GOOD.replace("{", long1), DOCUMENT, READINGS).valid()).containsExactly("1: " + GOOD_TEXT);
        assertThat(onlyInvalid("[".repeat(500_000), DOCUMENT, READINGS).errors())
                .extracting(RowError::code)
                .containsExactly("source-error");
    }

    @Test
    void shouldKeepTheLargestRejectFarBelowTheLimitOfARecord() {
        String worst = "\\u0001".repeat(80_000);
        RowsOf.Invalid row = onlyInvalid(
                "{\"time_stamp\":\"" + worst + "\",\"data\":\"" + worst + "\",\"" + worst + "\":1,\"" + worst
                        + "2\":1}",
                DOCUMENT,
                MEASUREMENTS);

        Map<String, Object> message = Map.of("raw", row.raw().text(), "errors", row.errors());
        assertThat(row.errors()).hasSize(3);
        assertThat(JsonMapper.shared().writeValueAsBytes(message)).hasSizeLessThan(256 * 1024);
    }

    @Test
    void shouldProduceRowsFromAnyBytes() {
        byte[] good = ("[" + GOOD.replace("s1", "s\\u00fc\\ud83d\\ude00é😀") + ",\n{\"value\":[1,{}],\"note\":null},"
                        + GOOD + "]")
                .getBytes(UTF_8);
        byte[] pieces = "{}[],:\"\\u-1eE.+\0\n\r \u00e9tnfN".getBytes(ISO_8859_1);
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] text = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            for (int i = 1 + random.nextInt(3); i > 0 && text.length > 0; i--) {
                text[random.nextInt(text.length)] = pieces[random.nextInt(pieces.length)];
            }
            Form form = JsonForms.find("application/json", text).orElseThrow();

            RowsOf rows = RowsOf.json(text, form, READINGS);

            List<Long> lines = new ArrayList<>();
            rows.valid().forEach(row -> lines.add(Long.valueOf(row.substring(0, row.indexOf(':')))));
            rows.invalid().forEach(row -> lines.add(row.line()));
            assertThat(lines).as("seed %d", seed).doesNotHaveDuplicates();
            for (RowsOf.Invalid row : rows.invalid()) {
                assertThat(row.errors()).as("seed %d", seed).isNotEmpty();
                assertThat(JsonMapper.shared().writeValueAsBytes(row.errors()))
                        .as("seed %d", seed)
                        .isNotEmpty();
            }
        }
    }

    private static RowsOf json(String text, Form form, Dataset dataset) {
        return RowsOf.json(text.getBytes(UTF_8), form, dataset);
    }

    private static RowsOf.Invalid onlyInvalid(String text, Form form, Dataset dataset) {
        RowsOf rows = json(text, form, dataset);
        assertThat(rows.valid()).isEmpty();
        assertThat(rows.invalid()).hasSize(1);
        return rows.invalid().get(0);
    }

    private static Dataset shipped(String name) {
        return Datasets.shipped().find(name).orElseThrow();
    }

    private static Dataset document(Path directory, String json) throws IOException {
        Files.writeString(directory.resolve("document.json"), json);
        return Datasets.of(directory).all().stream()
                .filter(dataset -> json.contains('"' + dataset.name() + '"'))
                .findFirst()
                .orElseThrow();
    }

    private static String unescaped(String text) {
        return text.replace("<G>", GOOD).replace("<LF>", "\n").replace("<TAB>", "\t");
    }
}
