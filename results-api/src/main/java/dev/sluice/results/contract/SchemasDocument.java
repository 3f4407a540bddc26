package dev.sluice.results.contract;

import java.util.List;

/**
 * The contract's documents.
 *
 * @param schemas the JSON Schema of each message
 * @param asyncapi the path of the AsyncAPI document
 */
record SchemasDocument(List<SchemaEntry> schemas, String asyncapi) {
    SchemasDocument {
        schemas = List.copyOf(schemas);
    }

    static SchemasDocument of(PublishedSchemas published) {
        return new SchemasDocument(
                published.names().stream()
                        .map(name -> new SchemaEntry(
                                name,
                                "/schemas/" + name + ".json",
                                published.examplesOf(name).stream()
                                        .map(example -> "/schemas/examples/" + example + ".json")
                                        .toList()))
                        .toList(),
                "/schemas/asyncapi.yaml");
    }

    /**
     * A schema.
     *
     * @param path the path of the document
     * @param examples the paths of valid messages
     */
    record SchemaEntry(String name, String path, List<String> examples) {
        SchemaEntry {
            examples = List.copyOf(examples);
        }
    }
}
