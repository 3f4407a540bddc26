package dev.sluice.gateway.web;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.log.DiskSpace;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Query;
import dev.sluice.gateway.request.Upload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.request.UploadRequests;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.gateway.upload.Accepted;
import dev.sluice.gateway.upload.DryRun;
import dev.sluice.gateway.upload.DryRunReport;
import dev.sluice.gateway.upload.Uploads;
import dev.sluice.runtime.admission.Bodies;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * {@code POST /upload}. Reads the request itself, so that nothing is buffered or spooled, in a worker thread from the
 * first bytes on: no server thread waits for a client.
 */
@RestController
public final class UploadController {
    private final Uploads uploads;
    private final Bodies bodies;
    private final RequestLimit limit;
    private final DiskSpace disk;
    private final GatewayProperties properties;
    private final GatewayMetrics metrics;
    private final RequestSpans spans;

    UploadController(
            Uploads uploads,
            Bodies bodies,
            @Qualifier("gatewayUploadLimit") RequestLimit limit,
            DiskSpace disk,
            GatewayProperties properties,
            GatewayMetrics metrics,
            RequestSpans spans) {
        this.uploads = uploads;
        this.bodies = bodies;
        this.limit = limit;
        this.disk = disk;
        this.properties = properties;
        this.metrics = metrics;
        this.spans = spans;
    }

    @PostMapping("/upload")
    DeferredResult<ResponseEntity<?>> upload(HttpServletRequest request) {
        return bodies.receive(request, limit, this::receive);
    }

    private ResponseEntity<?> receive(HttpServletRequest request) throws RefusedException {
        Query parameters = new Query(request.getQueryString());
        parameters.requireKnown(UploadQuery.PARAMETERS);
        Claimant claimant = Claimants.of(request);
        Upload upload = UploadRequests.upload(request, parameters);
        UploadQuery query = UploadQuery.read(parameters, properties);
        Integer dryRunRows = query.dryRunRows();
        if (dryRunRows != null) {
            return dryRun(upload, query, dryRunRows);
        }
        disk.requireRoom();
        return store(request, upload, query, claimant);
    }

    private ResponseEntity<UploadAccepted> store(
            HttpServletRequest request, Upload upload, UploadQuery query, Claimant claimant) throws RefusedException {
        Accepted accepted = spans.within("upload", request, trace -> uploads.accept(upload, query, claimant, trace));
        metrics.uploadAccepted(accepted.repeated());
        String status = "/status/" + accepted.fileId();
        return Claimants.accepted(accepted)
                .location(URI.create(status))
                .body(new UploadAccepted(
                        accepted.fileId(),
                        UploadAccepted.PENDING,
                        "The file is stored and will be processed; see " + status));
    }

    private ResponseEntity<DryRunReport> dryRun(Upload upload, UploadQuery query, int rows) throws RefusedException {
        DryRunReport report = DryRun.of(upload, query, rows, properties);
        metrics.dryRun();
        return ResponseEntity.ok(report);
    }
}
