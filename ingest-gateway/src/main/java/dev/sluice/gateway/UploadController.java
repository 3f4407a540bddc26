package dev.sluice.gateway;

import dev.sluice.schemas.csv.Dataset;
import dev.sluice.schemas.query.FileStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /upload}. Reads the request itself, so that nothing is read ahead or spooled. */
@RestController
final class UploadController implements UploadApi {
    private static final String PENDING = FileStatus.PENDING.name().toLowerCase(Locale.ROOT);

    private final Uploads uploads;
    private final UploadLimit limit;
    private final GatewayMetrics metrics;

    UploadController(Uploads uploads, UploadLimit limit, GatewayMetrics metrics) {
        this.uploads = uploads;
        this.limit = limit;
        this.metrics = metrics;
    }

    @Override
    @PostMapping("/upload")
    public ResponseEntity<UploadAccepted> upload(HttpServletRequest request) throws UploadException {
        limit.enter();
        try {
            Query query = new Query(request.getQueryString());
            Dataset dataset = UploadRequests.dataset(query);
            String fileId = uploads.accept(UploadRequests.upload(request, query), dataset);
            metrics.accepted();
            String status = "/status/" + fileId;
            return ResponseEntity.accepted()
                    .location(URI.create(status))
                    .body(new UploadAccepted(
                            fileId, PENDING, "The file is stored and will be processed; see " + status));
        } finally {
            limit.leave();
        }
    }
}
