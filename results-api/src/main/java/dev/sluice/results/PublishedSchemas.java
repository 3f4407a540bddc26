package dev.sluice.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The contract as it is published: the JSON Schemas of all messages by name, and the AsyncAPI document of the topics.
 *
 * @param schemas texts by names without {@code .json}
 * @param asyncApi YAML
 */
record PublishedSchemas(Map<String, String> schemas, String asyncApi) {
    private static final String SUFFIX = ".json";

    PublishedSchemas {
        schemas = new TreeMap<>(schemas);
    }

    /** All that the module {@code schemas} has. */
    static PublishedSchemas read() throws IOException {
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        Map<String, String> schemas = new TreeMap<>();
        for (Resource schema : resources.getResources("classpath*:/jsonschema/*" + SUFFIX)) {
            String file = String.valueOf(schema.getFilename());
            schemas.put(file.substring(0, file.length() - SUFFIX.length()), schema.getContentAsString(UTF_8));
        }
        return new PublishedSchemas(
                schemas, resources.getResource("classpath:/asyncapi.yaml").getContentAsString(UTF_8));
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(schemas.get(name));
    }

    /** In the order of the alphabet. */
    List<String> names() {
        return List.copyOf(schemas.keySet());
    }
}
