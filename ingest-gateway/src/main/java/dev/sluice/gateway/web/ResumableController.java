package dev.sluice.gateway.web;

import dev.sluice.gateway.log.DiskSpace;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.CreationRequest;
import dev.sluice.gateway.request.PartChecksum;
import dev.sluice.gateway.request.TusHeaders;
import dev.sluice.gateway.resume.UploadState;
import dev.sluice.gateway.resume.UploadState.Ending;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.gateway.settings.ResumableSettings;
import dev.sluice.gateway.upload.Accepted;
import dev.sluice.gateway.upload.ResumableUploads;
import dev.sluice.runtime.admission.Bodies;
import dev.sluice.runtime.http.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** {@code /uploads}: uploads in parts, by the protocol tus 1.0 with creation, expiration, checksum and termination. */
@RestController
public final class ResumableController {
    /** The headers that pages of other origins may read. */
    public static final List<String> EXPOSED = List.of(
            HttpHeaders.LOCATION,
            HttpHeaders.RETRY_AFTER,
            Claimants.REPLAYED,
            ResumableController.FILE_ID,
            TusHeaders.RESUMABLE,
            TusHeaders.SUPPORTED,
            "Tus-Extension",
            "Tus-Max-Size",
            "Tus-Checksum-Algorithm",
            TusHeaders.LENGTH,
            TusHeaders.OFFSET,
            TusHeaders.METADATA,
            TusHeaders.EXPIRES);

    private static final String PATH = "/uploads";
    private static final String ONE = PATH + "/{id}";
    /** The id to query, once the file is stored. */
    private static final String FILE_ID = "Sluice-File-Id";

    private static final String EXTENSIONS = "creation,creation-with-upload,checksum,expiration,termination";

    private final ResumableUploads uploads;
    private final Bodies bodies;
    private final RequestLimit limit;
    private final RequestLimit checked;
    private final DiskSpace disk;
    private final ResumableSettings settings;
    private final GatewayMetrics metrics;
    private final RequestSpans spans;

    ResumableController(
            ResumableUploads uploads,
            Bodies bodies,
            @Qualifier("gatewayUploadLimit") RequestLimit limit,
            @Qualifier("gatewayCheckedLimit") RequestLimit checked,
            DiskSpace disk,
            GatewayProperties properties,
            GatewayMetrics metrics,
            RequestSpans spans) {
        this.uploads = uploads;
        this.bodies = bodies;
        this.limit = limit;
        this.checked = checked;
        this.disk = disk;
        this.settings = properties.resumable();
        this.metrics = metrics;
        this.spans = spans;
    }

    @RequestMapping(path = PATH, method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options() {
        return ResponseEntity.noContent()
                .header(TusHeaders.RESUMABLE, TusHeaders.VERSION)
                .header(TusHeaders.SUPPORTED, TusHeaders.VERSION)
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", Long.toString(settings.maxBytes()))
                .header("Tus-Checksum-Algorithm", PartChecksum.algorithms())
                .build();
    }

    @PostMapping(PATH)
    DeferredResult<ResponseEntity<Void>> create(HttpServletRequest request, HttpServletResponse response)
            throws RefusedException {
        begin(request, response);
        return bodies.receive(request, limit, this::receiveCreation);
    }

    @RequestMapping(path = ONE, method = RequestMethod.HEAD)
    ResponseEntity<Void> find(HttpServletRequest request, HttpServletResponse response, @PathVariable("id") String id)
            throws RefusedException {
        begin(request, response);
        UploadState state = uploads.find(id, owner(request));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(TusHeaders.LENGTH, Long.toString(state.request().length()));
        if (!state.request().metadata().isEmpty()) {
            answer.header(TusHeaders.METADATA, state.request().metadata());
        }
        return progress(answer, state).build();
    }

    @PatchMapping(ONE)
    DeferredResult<ResponseEntity<Void>> append(
            HttpServletRequest request, HttpServletResponse response, @PathVariable("id") String id)
            throws RefusedException {
        begin(request, response);
        return bodies.receive(request, limit, body -> receivePart(body, id));
    }

    /** A PATCH of clients that can't send one. */
    @PostMapping(ONE)
    DeferredResult<ResponseEntity<Void>> appendByPost(
            HttpServletRequest request, HttpServletResponse response, @PathVariable("id") String id)
            throws RefusedException {
        begin(request, response);
        TusHeaders.requirePatch(request);
        return bodies.receive(request, limit, body -> receivePart(body, id));
    }

    @DeleteMapping(ONE)
    ResponseEntity<Void> end(HttpServletRequest request, HttpServletResponse response, @PathVariable("id") String id)
            throws RefusedException {
        begin(request, response);
        uploads.end(id, owner(request));
        metrics.resumable("terminated");
        return ResponseEntity.noContent().build();
    }

    private static void begin(HttpServletRequest request, HttpServletResponse response) throws RefusedException {
        response.setHeader(TusHeaders.RESUMABLE, TusHeaders.VERSION);
        try {
            TusHeaders.requireVersion(request);
        } catch (RefusedException e) {
            response.setHeader(TusHeaders.SUPPORTED, TusHeaders.VERSION);
            throw e;
        }
    }

    private ResponseEntity<Void> receiveCreation(HttpServletRequest request) throws IOException {
        disk.requireRoom();
        UploadState state = uploads.create(CreationRequest.read(request), Claimants.of(request));
        metrics.resumable("created");
        if (TusHeaders.isPart(request)) {
            state = appendFrom(request, state.fileId(), 0);
        }
        return progress(ResponseEntity.status(HttpStatus.CREATED), state)
                // Relative, as a proxy may be in between.
                .location(URI.create(PATH + "/" + state.fileId()))
                .build();
    }

    private ResponseEntity<Void> receivePart(HttpServletRequest request, String id) throws IOException {
        TusHeaders.requirePart(request);
        long offset = TusHeaders.number(request, TusHeaders.OFFSET);
        disk.requireRoom();
        return progress(ResponseEntity.status(HttpStatus.NO_CONTENT), appendFrom(request, id, offset))
                .build();
    }

    private UploadState appendFrom(HttpServletRequest request, String id, long offset) throws IOException {
        Optional<PartChecksum> checksum = PartChecksum.find(request);
        if (checksum.isEmpty()) {
            return append(request, id, offset, request.getInputStream(), request.getContentLengthLong());
        }
        checked.enter();
        try {
            byte[] part = part(request);
            checksum.get().verify(part);
            return append(request, id, offset, new ByteArrayInputStream(part), part.length);
        } finally {
            checked.leave();
        }
    }

    private byte[] part(HttpServletRequest request) throws RefusedException {
        int max = settings.maxCheckedBytes();
        try {
            byte[] part = request.getContentLengthLong() > max
                    ? new byte[0]
                    : request.getInputStream().readNBytes(max + 1);
            if (request.getContentLengthLong() > max || part.length > max) {
                throw new RefusedException(
                        Problem.TOO_LARGE,
                        "expected a part of at most " + max + " bytes with an Upload-Checksum, found a larger one");
            }
            return part;
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw RefusedException.brokenOff("the request broke off before its checksum could be checked", e);
        }
    }

    private UploadState append(HttpServletRequest request, String id, long offset, InputStream part, long length)
            throws RefusedException {
        UploadState[] stored = new UploadState[1];
        var unused = spans.within("upload part", request, trace -> {
            stored[0] = uploads.append(id, owner(request), offset, part, length, trace);
            return new Accepted(id, false);
        });
        // A part of a stored file is empty, from a client that repeats its last request.
        if (stored[0].offset() > offset) {
            count(stored[0]);
        }
        return stored[0];
    }

    private void count(UploadState state) {
        Ending ending = state.ending();
        if (ending == null) {
            metrics.resumable("continued");
        } else {
            metrics.resumable("stored");
            metrics.uploadAccepted(ending.repeated());
        }
    }

    private static ResponseEntity.BodyBuilder progress(ResponseEntity.BodyBuilder answer, UploadState state) {
        answer.header(TusHeaders.OFFSET, Long.toString(state.offset()))
                .header(TusHeaders.EXPIRES, expires(state.expiresMs()));
        Ending ending = state.ending();
        if (ending != null && ending.storedAs() != null) {
            answer.header(FILE_ID, ending.storedAs());
            if (ending.repeated()) {
                answer.header(Claimants.REPLAYED, "true");
            }
        }
        return answer;
    }

    private static String expires(long ms) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC));
    }

    /** Whose uploads the caller may use; null for all. */
    private static @Nullable String owner(HttpServletRequest request) {
        Caller caller = Caller.of(request);
        return caller.allFiles() ? null : caller.name();
    }
}
