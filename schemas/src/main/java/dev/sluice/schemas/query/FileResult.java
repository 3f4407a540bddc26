package dev.sluice.schemas.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code file-results}, written once when a file ends. A tombstone replaces it when the file is deleted.
 *
 * @param summary its properties are at the top level of the JSON
 * @param aggregatedData the statistics by series, or null if they exceed 256 KiB (they are available over HTTP then)
 */
public record FileResult(
        @JsonUnwrapped FileSummary summary, @Nullable Map<String, SeriesFigures> aggregatedData) {}
