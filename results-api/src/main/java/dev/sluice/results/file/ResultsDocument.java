package dev.sluice.results.file;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sluice.results.http.SeriesCursor;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesPage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file with a page of its statistics. Before the end {@code provisional} is true and all figures may change.
 *
 * @param summary the summary, whose properties are at the top level of the JSON
 * @param aggregatedData the statistics by series, in the order of the series' UTF-8 bytes
 * @param nextCursor the cursor of the next page, or null on the last one
 */
record ResultsDocument(
        @JsonUnwrapped FileSummary summary,
        Map<String, SeriesFigures> aggregatedData,
        @Nullable String nextCursor) {

    ResultsDocument {
        aggregatedData = Collections.unmodifiableMap(new LinkedHashMap<>(aggregatedData));
    }

    static ResultsDocument of(SeriesPage page) {
        Map<String, SeriesFigures> bySeries = new LinkedHashMap<>();
        page.series().forEach(series -> bySeries.put(series.series(), series.figures()));
        String next = page.next();
        return new ResultsDocument(page.summary(), bySeries, next == null ? null : SeriesCursor.of(next));
    }
}
