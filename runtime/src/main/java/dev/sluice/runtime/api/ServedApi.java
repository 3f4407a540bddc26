package dev.sluice.runtime.api;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of the OpenAPI document that a service serves: the operations that it has controllers for. */
final class ServedApi {
    private ServedApi() {}

    /**
     * Removes the operations that no controller maps.
     *
     * @param document the whole OpenAPI document; it is changed
     */
    static ObjectNode of(ObjectNode document, Set<RequestMappingInfo> mappings) {
        Map<String, Set<String>> methods = new HashMap<>();
        for (RequestMappingInfo mapping : mappings) {
            Set<String> names = mapping.getMethodsCondition().getMethods().stream()
                    .map(RequestMethod::name)
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            for (String pattern : mapping.getPatternValues()) {
                methods.computeIfAbsent(template(pattern), path -> new HashSet<>())
                        .addAll(names);
            }
        }
        ObjectNode paths = (ObjectNode) document.get("paths");
        for (String path : Set.copyOf(paths.propertyNames())) {
            Set<String> mapped = methods.getOrDefault(path, Set.of());
            JsonNode operations = paths.get(path);
            ((ObjectNode) operations).retain(mapped);
            if (operations.isEmpty()) {
                paths.remove(path);
            }
        }
        return document;
    }

    /** A pattern of Spring's as a path template of OpenAPI: {@code {*key}} is {@code {key}}. */
    private static String template(String pattern) {
        return pattern.replace("{*", "{");
    }
}
