package dev.sluice.gateway.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Ingest;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileStored;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Takes little files in, each as one record of the log, byte for byte. What is in them is for the splitter to say. */
public final class Ingests {
    private final FileLog log;
    private final Supplier<String> newFileId;
    private final Clock clock;

    /** @param newFileId makes an id that no other file has */
    public Ingests(FileLog log, Supplier<String> newFileId, Clock clock) {
        this.log = log;
        this.newFileId = newFileId;
        this.clock = clock;
    }

    /**
     * Writes a file to the log, and then that it is there, so that nobody who asks for it is told that it isn't.
     *
     * @param traceparent what its record is to carry of its trace, or null
     * @return the file's id, once both are acknowledged
     * @throws RefusedException if not both are; it has the file's id, under which it may be stored nonetheless
     */
    public String accept(Ingest ingest, @Nullable String traceparent) throws RefusedException {
        Instant received = clock.instant();
        String fileId = newFileId.get();
        Headers headers = headers(fileId, ingest);
        Tracing.carry(headers, traceparent);
        try {
            log.store(fileId, headers, ingest.payload());
            log.tell(new FileStored(fileId, ingest.dataset(), ingest.filename(), received));
        } catch (RefusedException e) {
            throw e.of(fileId);
        }
        return fileId;
    }

    private static Headers headers(String fileId, Ingest ingest) {
        Headers headers = new RecordHeaders()
                .add(ChunkHeaders.FILE_ID, fileId.getBytes(UTF_8))
                .add(ChunkHeaders.DATASET, ingest.dataset().getBytes(UTF_8))
                .add(ChunkHeaders.CONTENT_TYPE, ingest.contentType().getBytes(UTF_8));
        if (ingest.filename() != null) {
            headers.add(ChunkHeaders.FILENAME, ingest.filename().getBytes(UTF_8));
        }
        return headers;
    }
}
