package dev.sluice.client.page;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.SeriesFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The series in a page of a file's result.
 *
 * @param series in the order of the page
 * @param next the cursor of the next page, or null if this is the last one
 */
public record SeriesPage(
        Map<String, SeriesFigures> series, @Nullable String next) {
    /** Reads the body of {@code GET /results/{id}}. */
    public static SeriesPage of(JsonNode document) {
        Map<String, SeriesFigures> series = new LinkedHashMap<>();
        document.path(ResultPages.SERIES)
                .forEachEntry(
                        (name, figures) -> series.put(name, Json.MAPPER.treeToValue(figures, SeriesFigures.class)));
        boolean more = document.hasNonNull(ResultPages.CURSOR);
        return new SeriesPage(series, more ? document.path(ResultPages.CURSOR).asString() : null);
    }
}
