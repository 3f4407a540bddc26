package dev.sluice.tabular.dataset.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every possible fault, made in a complete and valid document. */
class DocumentFaultsTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @CsvFileSource(
            resources = "/dataset/document-faults.txt",
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "nothing")
    void shouldReportThePointerOfAFault(String pointer, @Nullable String json, String fault) {
        assertThat(Documents.faults(changed(pointer, json))).containsExactly(fault.replace('`', '"'));
    }

    @Test
    void shouldReportAllFaultsOfADocumentAtOnce() {
        assertThat(Documents.faults("""
                {"name": "Test",
                 "fields": [
                   {"name": "a", "type": "string", "constraints": {"unique": true, "minLength": "x"}},
                   {"name": "b", "type": "json"},
                   {"name": "A", "type": "date"}],
                 "primaryKey": "a",
                 "sluice": {"groupBy": ["a", "c", "a"], "measure": "a", "time": "b", "overFiles": "all"}}"""))
                .containsExactlyInAnyOrder(
                        "/name: expected a name of 1 to 64 characters in kebab-case, such as song-plays, found \"Test\"",
                        "/fields/0/constraints/unique: unique is not supported",
                        "/fields/0/constraints/minLength: expected a whole number from 0 to 2147483647, found \"x\"",
                        "/fields/1/type: expected one of string, number, integer, boolean, list, datetime, date, time,"
                                + " year, found \"json\"",
                        "/fields/2/name: expected a name that differs from \"a\" in more than case, spaces, _ and -,"
                                + " found \"A\"",
                        "/primaryKey: primaryKey is not supported",
                        "/sluice/groupBy/1: expected the name of a field, found \"c\"",
                        "/sluice/groupBy/2: duplicate field",
                        "/sluice/measure: expected a field of the type number, integer or list, found one of the type"
                                + " string",
                        "/sluice/overFiles: expected one of merged, latest, found \"all\"");
    }

    @Test
    void shouldRequireFieldsAndRoles() {
        assertThat(Documents.faults("{\"name\": \"test\"}"))
                .containsExactly(
                        "/sluice: expected an object, found none",
                        "/fields: expected an array of at least one field, found none");
        assertThat(Documents.faults("{\"name\": \"test\", \"fields\": [], \"sluice\": null}"))
                .containsExactly(
                        "/sluice: expected an object, found null",
                        "/fields: expected an array of at least one field, found an array");
    }

    @Test
    void shouldLimitWhatRowsAreGroupedBy() {
        assertThat(Documents.faults(sluice("{'groupBy': [], 'measure': 'l'}")))
                .containsExactly(
                        "/sluice/groupBy: expected the name of a field, or an array of 1 to 8 of them, found an array");
        assertThat(Documents.faults(sluice("{'groupBy': ['g','g','g','g','g','g','g','g','g'], 'measure': 'l'}")))
                .containsExactly(
                        "/sluice/groupBy: expected the name of a field, or an array of 1 to 8 of them, found an array");
        assertThat(Documents.faults(sluice("{'groupBy': ['l'], 'measure': 'l'}")))
                .containsExactly("/sluice/groupBy/0: expected a field with one value, found a list");
    }

    @Test
    void shouldNotTakeOtherTypesForTheTimeOrItsFigures() {
        assertThat(Documents.faults(sluice("{'groupBy': 'g', 'measure': 'l', 'time': 'g'}")))
                .containsExactly(
                        "/sluice/time: expected a field of the type datetime or date, found one of the type string");
        assertThat(Documents.faults(sluice("{'groupBy': 'g', 'measure': 'l', 'zone': 'required'}")))
                .containsExactly(
                        "/sluice/zone: expected a time of the type datetime, as only that has a zone, found none");
        assertThat(Documents.faults(sluice("{'groupBy': 'g', 'measure': 'l', 'result': [{'statistic': 'last'}]}")))
                .containsExactly(
                        "/sluice/result/0/statistic: expected a statistic that needs no time, as the dataset has"
                                + " none, found \"last\"");
    }

    @Test
    void shouldReportWhereADocumentIsInvalidJson() {
        assertThat(Documents.faults("{\n  \"name\": test\n}"))
                .singleElement()
                .asString()
                .startsWith(": expected JSON at line 2, column 11: Unrecognized token 'test'");
        assertThat(Documents.faults("{\"name\": \"test\"} x"))
                .singleElement()
                .asString()
                .startsWith(": expected JSON at line 1, column 18: ");
        assertThat(Documents.faults("{\"name\": \"a\",\n \"name\": \"b\"}"))
                .singleElement()
                .asString()
                .startsWith(": expected JSON at line 2, column 8: Duplicate Object property \"name\"");
        assertThat(Documents.faults("[".repeat(5_000)))
                .singleElement()
                .asString()
                .startsWith(": expected JSON: Document nesting depth");
        assertThat(Documents.faults("[]")).containsExactly(": expected an object, found an array");
        assertThat(Documents.faults("")).containsExactly(": expected an object, found none");
    }

    /** The complete document with one value changed or removed. */
    private static String changed(String pointer, @Nullable String json) {
        ObjectNode document = (ObjectNode) JSON.readTree(Documents.everything());
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = document.at(place.head());
        String last = place.last().getMatchingProperty();
        if (json == null) {
            ((ObjectNode) parent).remove(last);
            return document.toString();
        }
        JsonNode value = JSON.readTree(json.replace('`', '"'));
        if (parent instanceof ObjectNode object) {
            object.set(last, value);
            return document.toString();
        }
        ArrayNode array = (ArrayNode) parent;
        int index = Integer.parseInt(last);
        if (index == array.size()) {
            array.add(value);
        } else {
            array.set(index, value);
        }
        return document.toString();
    }

    private static String sluice(String sluice) {
        return """
                {"name": "test",
                 "fields": [
                   {"name": "g", "type": "string"},
                   {"name": "n", "type": "number"},
                   {"name": "l", "type": "list", "itemType": "number"}],
                 "sluice": %s}""".formatted(sluice.replace('\'', '"'));
    }
}
