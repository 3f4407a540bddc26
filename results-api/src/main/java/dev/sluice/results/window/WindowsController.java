package dev.sluice.results.window;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.schemas.query.SeriesWindows;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /results/{id}/windows}. */
@RestController
public final class WindowsController {
    private final VisibleFiles files;

    WindowsController(VisibleFiles files) {
        this.files = files;
    }

    @GetMapping(path = "/results/{id}/windows", produces = "application/json")
    WindowsDocument windows(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String series,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        String fileId = Requests.fileId(id);
        SeriesWindows.Filter filter = Requests.windows(series, from, to);
        int max = Requests.limit(limit, PageLimit.WINDOWS);
        SeriesWindows.Key after = Requests.windowAfter(cursor);
        return WindowsDocument.of(Answers.ofFile(files.of(request).windows(fileId, filter, after, max), fileId));
    }
}
