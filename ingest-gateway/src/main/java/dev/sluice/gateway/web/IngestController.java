package dev.sluice.gateway.web;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.log.DiskSpace;
import dev.sluice.gateway.metrics.GatewayMetrics;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Ingest;
import dev.sluice.gateway.request.IngestRequests;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.gateway.upload.Accepted;
import dev.sluice.gateway.upload.Ingests;
import dev.sluice.runtime.admission.Bodies;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** {@code POST /ingest}. Reads the request itself, so that its bytes stay unchanged. */
@RestController
public final class IngestController {
    private final Ingests ingests;
    private final Bodies bodies;
    private final RequestLimit limit;
    private final DiskSpace disk;
    private final GatewayProperties properties;
    private final GatewayMetrics metrics;
    private final RequestSpans spans;

    IngestController(
            Ingests ingests,
            Bodies bodies,
            @Qualifier("gatewayIngestLimit") RequestLimit limit,
            DiskSpace disk,
            GatewayProperties properties,
            GatewayMetrics metrics,
            RequestSpans spans) {
        this.ingests = ingests;
        this.bodies = bodies;
        this.limit = limit;
        this.disk = disk;
        this.properties = properties;
        this.metrics = metrics;
        this.spans = spans;
    }

    @PostMapping("/ingest")
    DeferredResult<ResponseEntity<IngestAccepted>> ingest(HttpServletRequest request) {
        return bodies.receive(request, limit, this::receive);
    }

    private ResponseEntity<IngestAccepted> receive(HttpServletRequest request) throws RefusedException {
        disk.requireRoom();
        Claimant claimant = Claimants.of(request);
        Ingest ingest = IngestRequests.read(request, properties);
        Accepted accepted = spans.within("ingest", request, trace -> ingests.accept(ingest, claimant, trace));
        metrics.ingestAccepted(ingest.payload().length, accepted.repeated());
        String fileId = accepted.fileId();
        String status = "/status/" + fileId;
        return Claimants.accepted(accepted)
                .location(URI.create(status))
                .body(new IngestAccepted(
                        fileId,
                        fileId,
                        UploadAccepted.PENDING,
                        "The record is stored as it came and will be processed; see " + status));
    }
}
