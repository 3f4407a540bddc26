package dev.sluice.results.file;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.schemas.query.FilesPage;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /files} and {@code DELETE /files/{id}}. */
@RestController
public final class FilesController {
    private final VisibleFiles files;

    FilesController(VisibleFiles files) {
        this.files = files;
    }

    @GetMapping(path = "/files", produces = "application/json")
    FilesDocument files(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        FilesPage.Filter filter = Requests.filesFilter(status, q);
        int max = Requests.limit(limit, PageLimit.FILES);
        return FilesDocument.of(Answers.page(
                cursor, from -> files.of(request).files(filter, from, max), ResultsProblem::internalError));
    }

    @DeleteMapping("/files/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(HttpServletRequest request, @PathVariable String id) {
        String fileId = Requests.fileId(id);
        var unused = Answers.ofFile(files.of(request).delete(fileId), fileId);
    }
}
