package dev.sluice.schemas.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code file-results}, written once when a file ends. A record without a value takes its place when the file is
 * deleted.
 *
 * @param summary its properties stand at the top level of the JSON
 * @param aggregatedData the statistics by series, or null where they would not fit in 256 KiB (ask over HTTP then)
 */
public record FileResult(
        @JsonUnwrapped FileSummary summary, @Nullable Map<String, SeriesFigures> aggregatedData) {}
