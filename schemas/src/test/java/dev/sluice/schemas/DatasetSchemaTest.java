package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.schemas.message.Json;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of documents finds the same faults as the start of a service. */
class DatasetSchemaTest {
    private static final String DOCUMENT = """
            {"name": "own", "fields": [
              {"name": "s", "type": "string", "constraints": {}},
              {"name": "n", "type": "number", "constraints": {}},
              {"name": "i", "type": "integer", "constraints": {}},
              {"name": "b", "type": "boolean", "constraints": {}},
              {"name": "l", "type": "list", "itemType": "number", "constraints": {}},
              {"name": "t", "type": "datetime", "constraints": {}},
              {"name": "y", "type": "year", "constraints": {}}],
             "dialect": {}, "sluice": {"groupBy": "s", "measure": "l"}}""";

    @SuppressWarnings("unused")
    private static final List<Dataset> SHIPPED = Datasets.shipped().all();

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void shouldTakeTheDocumentsThatSluiceShipsWith(Dataset dataset) {
        assertThat(JsonSchemas.faults(JsonSchemas.DATASET, dataset.document())).isEmpty();
    }

    /** A change: a position in the document and the new value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/fieldsMatch               | `\"partial\"`",
                "/fieldsMatch               | `[\"subset\"]`",
                "/missingValues             | `[\"\", \"-\"]`",
                "/missingValues             | `[{\"value\": \"-\", \"label\": \"none\"}]`",
                "/fields/0/format           | `\"email\"`",
                "/fields/0/example          | {}",
                "/fields/0/constraints/pattern | `\"[a-z]+\"`",
                "/fields/0/constraints/maxLength | 1024",
                "/fields/1/constraints/minimum | `\"-1.5\"`",
                "/fields/1/constraints/enum | `[1, \"2\"]`",
                "/fields/1/decimalChar      | `\",\"`",
                "/fields/1/bareNumber       | true",
                "/fields/2/groupChar        | `\" \"`",
                "/fields/3/trueValues       | `[\"yes\"]`",
                "/fields/3/constraints/enum | `[\"0\", true]`",
                "/fields/4/constraints/minLength | 1",
                "/fields/4/itemType         | `\"integer\"`",
                "/fields/5/format           | `\"any\"`",
                "/fields/5/format           | `\"fmt:%d.%m.%y %H:%M\"`",
                "/fields/5/constraints/maximum | `\"2999-12-31T23:59:59Z\"`",
                "/fields/6/constraints/minimum | 1900",
                "/fields/6/format           | `\"default\"`",
                "/dialect/delimiter         | `\"\\t\"`",
                "/dialect/delimiter         | `\"|\"`",
                "/dialect/header            | false",
                "/dialect/lineTerminator    | `\"\\n\"`",
                "/sluice/groupBy            | `[\"s\", \"i\"]`",
                "/sluice/aliases            | `{\"s\": [\"sensor\"]}`",
                "/sluice/headerRow          | `\"optional\"`",
                "/sluice/overFiles          | `\"latest\"`",
                "/sluice/zone               | `\"utc\"`",
                "/sluice/time               | `\"t\"`",
                "/sluice                    | `{\"groupBy\": \"s\", \"measure\": \"l\", \"time\": \"t\", \"windows\": \"15m\"}`",
                "/sluice/result             | `[{\"field\": \"s\"}, {\"statistic\": \"std_dev\", \"title\": \"Noise\"}]`",
                "/sluice/percentiles        | false",
                "/sluice                    | `{\"groupBy\": \"s\", \"measure\": \"l\", \"percentiles\": true, \"result\": [{\"statistic\": \"p50\"}]}`",
            })
    void shouldAcceptAValidDocument(String place, String value, @TempDir Path directory) throws IOException {
        String document = changed(place, value);

        assertThat(JsonSchemas.faults(JsonSchemas.DATASET, document)).isEmpty();
        assertThat(read(document, directory).find("own")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/name                      | `\"Own Dataset\"`",
                "/name                      |",
                "/title                     | `\" \"`",
                "/primaryKey                | `\"s\"`",
                "/foreignKeys               | []",
                "/path                      | `\"a.csv\"`",
                "/fields                    | []",
                "/fields                    |",
                "/fieldsMatch               | `\"any\"`",
                "/missingValues             | `\"-\"`",
                "/missingValues             | `[\"-\", \"-\"]`",
                "/fields/0/name             | `\"line\"`",
                "/fields/0/name             | `\"_code\"`",
                "/fields/0/name             | `\" s\"`",
                "/fields/0/name             | `\"_\"`",
                "/fields/0/name             |",
                "/fields/0/type             |",
                "/fields/0/type             | `\"any\"`",
                "/fields/0/type             | `\"text\"`",
                "/fields/0/format           | `\"binary\"`",
                "/fields/0/categories       | []",
                "/fields/0/decimalChar      | `\",\"`",
                "/fields/0/constraints/unique | true",
                "/fields/0/constraints/minimum | 1",
                "/fields/0/constraints/required | `\"yes\"`",
                "/fields/0/constraints/minLength | -1",
                "/fields/0/constraints/enum | []",
                "/fields/1/format           | `\"currency\"`",
                "/fields/1/bareNumber       | false",
                "/fields/1/decimalChar      | `\"e\"`",
                "/fields/1/groupChar        | `\"..\"`",
                "/fields/1/constraints/exclusiveMinimum | 1",
                "/fields/1/constraints/minimum | true",
                "/fields/1/constraints/pattern | `\"[0-9]\"`",
                "/fields/2/decimalChar      | `\",\"`",
                "/fields/3/trueValues       | `\"yes\"`",
                "/fields/3/constraints/minimum | false",
                "/fields/4/itemType         |",
                "/fields/4/itemType         | `\"string\"`",
                "/fields/4/delimiter        | `\".\"`",
                "/fields/4/constraints/enum | [1]",
                "/fields/5/format           | `\"iso\"`",
                "/fields/5/format           | `\"%d.%m.%Q\"`",
                "/fields/5/constraints/minimum | 0",
                "/fields/5/constraints/maxLength | 10",
                "/fields/6/format           | `\"any\"`",
                "/dialect/delimiter         | `\";;\"`",
                "/dialect/delimiter         | `\"a\"`",
                "/dialect/delimiter         | `\" \"`",
                "/dialect/quoteChar         | `\"'\"`",
                "/dialect/commentChar       | `\"#\"`",
                "/dialect/header            | `\"no\"`",
                "/dialect                   | `{\"header\": false, \"headerRows\": [2]}`",
                "/sluice                    |",
                "/sluice/groupBy            |",
                "/sluice/groupBy            | []",
                "/sluice/groupBy            | `[\"s\", \"s\"]`",
                "/sluice/measure            |",
                "/sluice/measure            | `[\"n\"]`",
                "/sluice/zone               | `\"required\"`",
                "/sluice/zone               | `\"CET\"`",
                "/sluice/aliases            | `{\"s\": \"sensor\"}`",
                "/sluice/headerRow          | `\"absent\"`",
                "/sluice/overFiles          | `\"first\"`",
                "/sluice/windows            | `\"1h\"`",
                "/sluice                    | `{\"groupBy\": \"s\", \"measure\": \"l\", \"time\": \"t\", \"windows\": 3600}`",
                "/sluice                    | `{\"groupBy\": \"s\", \"measure\": \"l\", \"time\": \"t\", \"windows\": \"0h\"}`",
                "/sluice                    | `{\"groupBy\": \"s\", \"measure\": \"l\", \"time\": \"t\", \"windows\": \"1h\", \"overFiles\": \"latest\"}`",
                "/sluice/percentiles        | `\"no\"`",
                "/sluice                    | `{\"groupBy\": \"s\", \"measure\": \"l\", \"percentiles\": false, \"result\": [{\"statistic\": \"p50\"}]}`",
                "/sluice/result             | []",
                "/sluice/result             | `[{\"title\": \"s\"}]`",
                "/sluice/result             | `[{\"field\": \"s\", \"statistic\": \"sum\"}]`",
                "/sluice/result             | `[{\"statistic\": \"median\"}]`",
                "/sluice/result             | `[{\"statistic\": \"first\"}]`",
                "/sluice/sortBy             | `\"s\"`",
            })
    void shouldRefuseAnInvalidDocument(String place, String value, @TempDir Path directory) throws IOException {
        shouldRefuse(changed(place, value), directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "{}"})
    void shouldRefuseNonDocuments(String document, @TempDir Path directory) throws IOException {
        shouldRefuse(document, directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "optional"})
    void shouldRefuseAHeaderRowWhereTheDialectHasNone(String headerRow, @TempDir Path directory) throws IOException {
        String document = changed("/dialect/header", "false")
                .replace("\"groupBy\"", "\"headerRow\":\"" + headerRow + "\",\"groupBy\"");

        shouldRefuse(document, directory);
    }

    private static void shouldRefuse(String document, Path directory) throws IOException {
        assertThat(JsonSchemas.faults(JsonSchemas.DATASET, document)).isNotEmpty();
        Files.writeString(directory.resolve("own.json"), document);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Datasets.of(directory));
    }

    private static Datasets read(String document, Path directory) throws IOException {
        Files.writeString(directory.resolve("own.json"), document);
        return Datasets.of(directory);
    }

    /** The document with a value replaced, or removed if there is no new one. */
    private static String changed(String place, String value) {
        JsonNode document = Json.MAPPER.readTree(DOCUMENT);
        String property = place.substring(place.lastIndexOf('/') + 1);
        JsonNode parent = document.at(place.substring(0, place.lastIndexOf('/')));
        assertThat(parent).as(place).isNotInstanceOf(ArrayNode.class);
        if (value == null) {
            assertThat(((ObjectNode) parent).remove(property)).as(place).isNotNull();
        } else {
            ((ObjectNode) parent).set(property, Json.MAPPER.readTree(value));
        }
        return document.toString();
    }
}
