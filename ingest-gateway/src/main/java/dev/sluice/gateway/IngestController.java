package dev.sluice.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /ingest}. Reads the request itself, so that its bytes stay as they are. */
@RestController
final class IngestController implements IngestApi {
    private final Ingests ingests;
    private final RequestLimit limit;
    private final GatewayProperties properties;
    private final GatewayMetrics metrics;
    private final RequestSpans spans;

    IngestController(
            Ingests ingests,
            @Qualifier("gatewayIngestLimit") RequestLimit limit,
            GatewayProperties properties,
            GatewayMetrics metrics,
            RequestSpans spans) {
        this.ingests = ingests;
        this.limit = limit;
        this.properties = properties;
        this.metrics = metrics;
        this.spans = spans;
    }

    @Override
    @PostMapping("/ingest")
    public ResponseEntity<IngestAccepted> ingest(HttpServletRequest request) throws RefusedException {
        limit.enter();
        try {
            Ingest ingest = IngestRequests.read(request, properties);
            String fileId = spans.within("ingest", request, trace -> ingests.accept(ingest, trace));
            metrics.ingestAccepted(ingest.payload().length);
            String status = "/status/" + fileId;
            return ResponseEntity.accepted()
                    .location(URI.create(status))
                    .body(new IngestAccepted(
                            fileId,
                            fileId,
                            UploadAccepted.PENDING,
                            "The record is stored as it came and will be processed; see " + status));
        } finally {
            limit.leave();
        }
    }
}
