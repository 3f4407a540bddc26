package dev.sluice.results.file;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.runtime.admission.LargeAnswers;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SeriesPage;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Queries a file's series; more than a default page only if a place for a large answer is free. */
public record SeriesPages(VisibleFiles files, LargeAnswers largeAnswers) {
    private static final int SMALL = PageLimit.SERIES.defaultValue();

    /**
     * Returns a page.
     *
     * @throws ResultsProblem if there is none, or it is large and no place is free
     */
    SeriesPage page(HttpServletRequest request, String fileId, @Nullable String after, int limit) {
        FileQueries queries = files.of(request);
        SeriesPage page = Answers.ofFile(queries.series(fileId, after, Math.min(limit, SMALL)), fileId);
        if (limit <= SMALL || page.next() == null) {
            return page;
        }
        if (!largeAnswers.enter(request)) {
            throw ResultsProblem.tooManyLargeAnswers(largeAnswers.max());
        }
        return Answers.ofFile(queries.series(fileId, after, limit), fileId);
    }
}
