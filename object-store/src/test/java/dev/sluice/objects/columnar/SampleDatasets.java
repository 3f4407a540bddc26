package dev.sluice.objects.columnar;

import dev.sluice.schemas.message.Json;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.document.DocumentFaults;
import dev.sluice.tabular.dataset.document.DocumentReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Datasets with fields of all types. */
final class SampleDatasets {
    private static final List<String> TYPES =
            List.of("string", "datetime", "date", "time", "number", "integer", "year", "boolean");
    /** Lists are measured, and nothing else. */
    private static final List<String> MEASURED = List.of("number", "integer", "list");

    private static final String[] NAME_PARTS = {
        "Größe", "a.b", "c d", "\"quoted\"", "x/y", "(m³)", "温度", "1st", "percent %", "semi;colon", "_", "ÄÖ", "😀", "'"
    };

    private SampleDatasets() {}

    /** A dataset with each type, required and optional, random ones, and a measure. */
    static Dataset random(Random random) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (String type : TYPES) {
            fields.add(field(name(fields.size(), random), type, true));
            fields.add(field(name(fields.size(), random), type, false));
        }
        for (int more = random.nextInt(10); more > 0; more--) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            fields.add(field(name(fields.size(), random), type, random.nextBoolean()));
        }
        String measure = name(fields.size(), random);
        fields.add(field(measure, MEASURED.get(random.nextInt(MEASURED.size())), random.nextBoolean()));
        return of(fields, (String) fields.get(0).get("name"), measure);
    }

    /** A dataset of so many fields, nearly all optional numbers. */
    static Dataset wide(int count) {
        List<Map<String, Object>> fields = new ArrayList<>();
        fields.add(field("key", "string", true));
        for (int i = 1; i < count; i++) {
            fields.add(field("value " + i, "number", i == 1));
        }
        return of(fields, "key", "value 1");
    }

    /** A time, a name, a value and a text. */
    static Dataset readings() {
        return of(
                List.of(
                        field("timestamp", "datetime", true),
                        field("sensor_id", "string", true),
                        field("value", "number", true),
                        field("note", "string", false)),
                "sensor_id",
                "value");
    }

    static Map<String, Object> field(String name, String type, boolean required) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("name", name);
        field.put("type", type);
        if (type.equals("datetime") || type.equals("time")) {
            field.put("format", "any");
        } else if (type.equals("list")) {
            field.put("itemType", "number");
        }
        field.put("constraints", Map.of("required", required));
        return field;
    }

    static Dataset of(List<Map<String, Object>> fields, String groupBy, String measure) {
        // The order of Map.of differs from process to process, and so would the document's digest.
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", "sample-data");
        document.put("title", "Sämple \"data\"");
        document.put("fields", fields);
        document.put("sluice", new TreeMap<>(Map.of("groupBy", List.of(groupBy), "measure", measure)));
        DocumentFaults faults = new DocumentFaults("sample");
        Dataset dataset = DocumentReader.read(Json.MAPPER.writeValueAsString(document), faults);
        if (dataset == null) {
            throw new IllegalStateException(faults.all().toString());
        }
        return dataset;
    }

    private static String name(int number, Random random) {
        return NAME_PARTS[random.nextInt(NAME_PARTS.length)] + number + NAME_PARTS[random.nextInt(NAME_PARTS.length)];
    }
}
