package dev.sluice.results;

import dev.sluice.schemas.query.FileQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "results")
final class EventsController {
    private final LiveStreams streams;
    private final FileQueries queries;

    EventsController(LiveStreams streams, FileQueries queries) {
        this.streams = streams;
        this.queries = queries;
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            operationId = "events",
            summary = "What changes, as server-sent events",
            description =
                    "Events named files (as GET /files answers), or with file_id events named file (as GET /status/{id} "
                            + "answers), each time that something in it is new; and events named system (as GET /system answers). gone "
                            + "says that the file was deleted, unavailable and system-unavailable that nobody can tell for now. Each has "
                            + "all of what it is about: who misses some is right with the next. A client that comes back with "
                            + "Last-Event-ID is told what has changed since, here and at any other instance.")
    @ApiResponse(
            responseCode = "200",
            description = "Events, without end",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.EVENTS_EXAMPLE)))
    @ApiResponse(responseCode = "400", ref = OpenApiProblems.INVALID_FILES_REQUEST)
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_FILE)
    @ApiResponse(responseCode = "429", ref = OpenApiProblems.TOO_MANY_STREAMS)
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    ResponseEntity<SseEmitter> events(
            @Parameter(description = ResultsOpenApi.FILE_ID, example = ResultsOpenApi.FILE_ID_EXAMPLE)
                    @RequestParam(name = "file_id", required = false)
                    @Nullable
                    String id,
            @Parameter(description = "As for GET /files, without file_id alone", example = "failed")
                    @RequestParam(required = false)
                    @Nullable
                    String status,
            @Parameter(description = "As for GET /files, without file_id alone", example = "hall")
                    @RequestParam(required = false)
                    @Nullable
                    String q,
            @Parameter(
                            description = "As for GET /files, without file_id alone",
                            example = "50",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(
                            description = "The id of the last event that the client has",
                            example = "9c4f1a7be02d3c55-7d10c2f94ab86e31")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String lastEventId) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                // Proxies that know it don't keep events back.
                .header("X-Accel-Buffering", "no")
                .body(id == null || id.isEmpty() ? ofFiles(status, q, limit, lastEventId) : ofFile(id, lastEventId));
    }

    private SseEmitter ofFiles(
            @Nullable String status, @Nullable String text, @Nullable String limit, @Nullable String lastEventId) {
        return streams.ofFiles(Requests.filesFilter(status, text), Requests.limit(limit, PageLimit.FILES), lastEventId);
    }

    /** Whose file there isn't is told so: nobody need wait for it. */
    private SseEmitter ofFile(String id, @Nullable String lastEventId) {
        String fileId = Requests.fileId(id);
        var unused = Answers.ofFile(queries.file(fileId), fileId);
        return streams.ofFile(fileId, lastEventId);
    }
}
