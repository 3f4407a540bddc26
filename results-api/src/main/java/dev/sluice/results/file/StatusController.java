package dev.sluice.results.file;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.schemas.query.FileSummary;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /status/{id}}. */
@RestController
public final class StatusController {
    private final VisibleFiles files;
    private final StatusLongPoll endWait = new StatusLongPoll();

    StatusController(VisibleFiles files) {
        this.files = files;
    }

    @GetMapping(path = "/status/{id}", produces = "application/json")
    FileSummary status(
            HttpServletRequest request,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String wait) {
        String fileId = Requests.fileId(id);
        return Answers.ofFile(
                endWait.until(Requests.wait(wait), () -> files.of(request).file(fileId)), fileId);
    }
}
