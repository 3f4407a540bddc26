package dev.sluice.results.event;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.PageLimit;
import dev.sluice.results.http.Requests;
import dev.sluice.results.http.VisibleFiles;
import dev.sluice.schemas.query.FileQueries;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code GET /events}. */
@RestController
public final class EventsController {
    private final LiveStreams streams;
    private final VisibleFiles files;

    EventsController(LiveStreams streams, VisibleFiles files) {
        this.streams = streams;
        this.files = files;
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            HttpServletRequest request,
            @RequestParam(name = "file_id", required = false) @Nullable String id,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String limit,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                // Tells proxies not to buffer events.
                .header("X-Accel-Buffering", "no")
                .body(
                        id == null || id.isEmpty()
                                ? ofFiles(request, status, q, limit, lastEventId)
                                : ofFile(request, id, lastEventId));
    }

    private SseEmitter ofFiles(
            HttpServletRequest request,
            @Nullable String status,
            @Nullable String text,
            @Nullable String limit,
            @Nullable String lastEventId) {
        return streams.ofFiles(
                VisibleFiles.client(request),
                files.of(request),
                Requests.filesFilter(status, text),
                Requests.limit(limit, PageLimit.FILES),
                lastEventId);
    }

    /** An unknown file is answered with 404 at once. */
    private SseEmitter ofFile(HttpServletRequest request, String id, @Nullable String lastEventId) {
        String fileId = Requests.fileId(id);
        FileQueries visible = files.of(request);
        var unused = Answers.ofFile(visible.file(fileId), fileId);
        return streams.ofFile(VisibleFiles.client(request), visible, fileId, lastEventId);
    }
}
