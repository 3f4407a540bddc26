package dev.sluice.access.web;

import dev.sluice.runtime.http.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What each request needs: for operations, what the OpenAPI document says ({@code x-right}); for all other paths, what
 * this class lists. A path that neither has needs a key, so that nothing about it can be learnt without one.
 *
 * <p>Paths are parsed and compared exactly as Spring MVC does it when it chooses a controller, on the same parsed path.
 * So a path can't be one thing here and another there, however it is encoded.
 */
final class Requirements {
    /** The extension of an operation: the name of a right; {@code none}; {@code any} for any caller. */
    static final String EXTENSION = "x-right";

    private static final String GET = "GET";
    private static final String HEAD = "HEAD";
    private static final Map<String, Requirement> WORDS =
            Map.of("none", Requirement.NOTHING, "any", Requirement.ANY_KEY);
    private static final Map<String, Requirement> READ_ELSEWHERE = Map.ofEntries(
            Map.entry("/livez", Requirement.NOTHING),
            Map.entry("/readyz", Requirement.NOTHING),
            // The page and the documents: the same for all.
            Map.entry("/", Requirement.NOTHING),
            Map.entry("/index.html", Requirement.NOTHING),
            Map.entry("/page/settings.json", Requirement.NOTHING),
            Map.entry("/page/{*file}", Requirement.NOTHING),
            Map.entry("/topics.html", Requirement.NOTHING),
            Map.entry("/operations.html", Requirement.NOTHING),
            Map.entry("/docs", Requirement.NOTHING),
            Map.entry("/docs/topics", Requirement.NOTHING),
            Map.entry("/swagger-ui/{*file}", Requirement.NOTHING),
            Map.entry("/openapi.json", Requirement.NOTHING),
            Map.entry("/health/{*path}", Requirement.of(Right.OPERATE)),
            Map.entry("/metrics/{*path}", Requirement.of(Right.OPERATE)));

    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Requirement> byTemplate = new HashMap<>();

    /** @param method null for any */
    private record Rule(@Nullable String method, PathPattern pattern, Requirement requirement) {}

    /**
     * @param document the whole OpenAPI document
     * @throws IllegalStateException if an operation has no right
     */
    Requirements(ObjectNode document) {
        READ_ELSEWHERE.forEach((template, requirement) -> add(GET, template, requirement));
        add(null, "/internal/{*path}", Requirement.INTERNAL);
        document.path("paths")
                .forEachEntry((template, operations) -> operations.forEachEntry(
                        (method, operation) -> addOperation(method.toUpperCase(Locale.ROOT), template, operation)));
        rules.sort(Comparator.comparing(Rule::pattern));
    }

    private void addOperation(String method, String template, JsonNode operation) {
        String word = operation.path(EXTENSION).asString("");
        Requirement requirement = WORDS.containsKey(word)
                ? WORDS.get(word)
                : Right.of(word)
                        .map(Requirement::of)
                        .orElseThrow(() -> new IllegalStateException(
                                method + " " + template + ": expected " + EXTENSION + " in the OpenAPI document"));
        add(method, template, requirement);
        int last = template.lastIndexOf('/') + 1;
        if (template.startsWith("{", last) && template.indexOf('}', last) == template.length() - 1) {
            // A controller may take all the rest of the path as the last variable.
            add(method, template.substring(0, last) + "{*" + template.substring(last + 1), requirement);
        }
    }

    private void add(@Nullable String method, String template, Requirement requirement) {
        rules.add(new Rule(method, PathPatternParser.defaultInstance.parse(template), requirement));
        byTemplate.put(method + " " + template, requirement);
    }

    /** What a request needs. */
    Requirement of(HttpServletRequest request) {
        if (CorsUtils.isPreFlightRequest(request)) {
            // A browser sends it without the key. CORS answers it, no controller.
            return Requirement.NOTHING;
        }
        PathContainer path = ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
        for (String method : methods(request)) {
            for (Rule rule : rules) {
                if ((rule.method == null || rule.method.equals(method)) && rule.pattern.matches(path)) {
                    return rule.requirement;
                }
            }
        }
        return Requirement.ANY_KEY;
    }

    /** What the requests need that Spring MVC maps to that pattern; null if that is unknown. */
    @Nullable
    Requirement ofMapped(HttpServletRequest request, String pattern) {
        if (pattern.startsWith("/internal/")) {
            return Requirement.INTERNAL;
        }
        for (String method : methods(request)) {
            Requirement exact = byTemplate.get(method + " " + pattern);
            Requirement found = exact != null ? exact : byTemplate.get(method + " " + pattern.replace("{*", "{"));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** A HEAD is a GET without the body, unless it is an operation by itself. */
    private static List<String> methods(HttpServletRequest request) {
        String method = request.getMethod();
        return method.equals(HEAD) ? List.of(HEAD, GET) : List.of(method);
    }
}
