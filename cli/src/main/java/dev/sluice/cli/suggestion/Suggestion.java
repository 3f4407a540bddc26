package dev.sluice.cli.suggestion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A change that helps, tried by the server.
 *
 * @param parameters of {@code POST /upload}, by their names
 * @param reason for the user
 * @param mendedRows how many more of the first rows are valid with it
 */
record Suggestion(Map<String, String> parameters, String reason, long mendedRows) {
    /** The suggestions in the report of a dry run or in a problem, in their order; each builds upon those before it. */
    static List<Suggestion> in(JsonNode document) {
        return StreamSupport.stream(document.path("suggestions").spliterator(), false)
                .map(Suggestion::of)
                .toList();
    }

    private static Suggestion of(JsonNode node) {
        Map<String, String> parameters = new LinkedHashMap<>();
        node.path("parameters").forEachEntry((name, value) -> parameters.put(name, value.asString()));
        return new Suggestion(
                parameters,
                node.path("reason").asString(""),
                node.path("mended_rows").asLong(0));
    }
}
