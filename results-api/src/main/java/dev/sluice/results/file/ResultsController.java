package dev.sluice.results.file;

import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /results/{id}}. A path that ends in {@code .csv} is handled by {@link ResultsCsvController}; only if the
 * client accepts JSON and no CSV, the suffix is a part of the file's id.
 */
@RestController
public final class ResultsController {
    private final SeriesPages pages;

    ResultsController(SeriesPages pages) {
        this.pages = pages;
    }

    @GetMapping(path = "/results/{id}", produces = "application/json")
    ResultsDocument results(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        String fileId = Requests.fileId(id);
        int max = Requests.limit(limit, PageLimit.SERIES);
        String after = Requests.seriesAfter(cursor);
        return ResultsDocument.of(pages.page(request, fileId, after, max));
    }
}
