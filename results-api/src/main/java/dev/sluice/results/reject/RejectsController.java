package dev.sluice.results.reject;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.schemas.query.RejectsPage;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /results/{id}/rejects}. */
@RestController
public final class RejectsController {
    private final VisibleFiles files;

    RejectsController(VisibleFiles files) {
        this.files = files;
    }

    @GetMapping(path = "/results/{id}/rejects", produces = "application/json")
    RejectsDocument rejects(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String field,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        String fileId = Requests.fileId(id);
        int max = Requests.limit(limit, PageLimit.REJECTS);
        RejectsPage.Filter filter = Requests.filter(code, field);
        return RejectsDocument.of(Answers.page(
                cursor,
                from -> files.of(request).rejects(fileId, filter, from, max),
                () -> ResultsProblem.unknownFile(fileId)));
    }
}
