package dev.sluice.results.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.document.ContractDocument;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The published contract: the JSON Schemas of all messages, examples of them, and the AsyncAPI document of the topics.
 *
 * @param schemas the texts of the schemas by name, without {@code .json}
 * @param examples the texts of the examples by name; each name begins with the schema's name and a dot
 * @param asyncApi the AsyncAPI document as YAML
 */
public record PublishedSchemas(Map<String, String> schemas, Map<String, String> examples, String asyncApi) {
    private static final String SUFFIX = ".json";

    public PublishedSchemas {
        schemas = new TreeMap<>(schemas);
        examples = new TreeMap<>(examples);
    }

    /** The contents of the module {@code schemas}. */
    public static PublishedSchemas read() throws IOException {
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        return new PublishedSchemas(
                texts(resources.getResources("classpath*:/jsonschema/*" + SUFFIX)),
                texts(resources.getResources("classpath*:/examples/*" + SUFFIX)),
                ContractDocument.ASYNCAPI.text());
    }

    private static Map<String, String> texts(Resource[] files) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (Resource file : files) {
            String name = String.valueOf(file.getFilename());
            texts.put(name.substring(0, name.length() - SUFFIX.length()), file.getContentAsString(UTF_8));
        }
        return texts;
    }

    Optional<String> find(String schema) {
        return Optional.ofNullable(schemas.get(schema));
    }

    Optional<String> findExample(String name) {
        return Optional.ofNullable(examples.get(name));
    }

    /** The names of a schema's examples, in alphabetical order. */
    List<String> examplesOf(String schema) {
        return examples.keySet().stream()
                .filter(name -> name.startsWith(schema + '.'))
                .toList();
    }

    /** The AsyncAPI document as JSON. */
    String asyncApiJson() {
        return ContractDocument.ASYNCAPI.json().toString();
    }

    /** The names of all schemas, in alphabetical order. */
    List<String> names() {
        return List.copyOf(schemas.keySet());
    }
}
