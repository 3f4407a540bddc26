package dev.sluice.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.Tracing;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileStored;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Takes little files in, each as one record of the log, byte for byte. What is in them is for the splitter to say. */
final class Ingests {
    private final FileLog log;
    private final Clock clock;

    Ingests(FileLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Writes a file to the log, and then that it is there, so that nobody who asks for it is told that it isn't.
     *
     * @param traceparent what its record is to carry of its trace, or null
     * @return the file's id, once both are acknowledged
     * @throws RefusedException if not both are; it has the file's id if only the record is
     */
    String accept(Ingest ingest, @Nullable String traceparent) throws RefusedException {
        Instant received = clock.instant();
        Headers headers = headers(ingest);
        Tracing.carry(headers, traceparent);
        String fileId = log.store(headers, ingest.payload());
        try {
            log.tell(new FileStored(fileId, ingest.dataset(), ingest.filename(), received));
        } catch (RefusedException e) {
            throw e.of(fileId);
        }
        return fileId;
    }

    private static Headers headers(Ingest ingest) {
        Headers headers = new RecordHeaders()
                .add(ChunkHeaders.DATASET, ingest.dataset().getBytes(UTF_8))
                .add(ChunkHeaders.CONTENT_TYPE, ingest.contentType().getBytes(UTF_8));
        if (ingest.filename() != null) {
            headers.add(ChunkHeaders.FILENAME, ingest.filename().getBytes(UTF_8));
        }
        return headers;
    }
}
