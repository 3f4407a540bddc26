package dev.sluice.gateway.upload;

import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.csv.CsvFile;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.log.UploadSession;
import dev.sluice.gateway.problem.ProblemAnswers;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Upload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes uploads to the log, from the first byte to the event that closes the file. */
public final class Uploads {
    private final FileLog log;
    private final GatewayProperties properties;
    private final Supplier<String> newFileId;
    private final Clock clock;

    /** @param newFileId generates unique file ids; called by many threads */
    public Uploads(FileLog log, GatewayProperties properties, Supplier<String> newFileId, Clock clock) {
        this.log = log;
        this.properties = properties;
        this.newFileId = newFileId;
        this.clock = clock;
    }

    /**
     * Reads an upload to its end and writes it to the log. Writes nothing until the beginning of the file has been
     * checked.
     *
     * @param traceparent the trace context for the headers of the file's records, or null
     * @return the file's id, once all of the file is acknowledged
     * @throws RefusedException if it isn't; has the file's id if a part of the file was written
     */
    public String accept(Upload upload, UploadQuery query, @Nullable String traceparent) throws RefusedException {
        Instant uploadTime = clock.instant();
        try (CsvFile csv = CsvFile.open(upload, query, properties.chunkBytes(), properties)) {
            return store(
                    csv,
                    new FileOpened(
                            newFileId.get(),
                            query.dataset().name(),
                            upload.filename(),
                            csv.detection().headerRow(),
                            csv.detection().options().format(),
                            uploadTime,
                            properties.uploadDeadline().toMillis()),
                    traceparent);
        }
    }

    private String store(CsvFile csv, FileOpened opened, @Nullable String traceparent) throws RefusedException {
        UploadSession file = log.open(opened, traceparent);
        try {
            copy(csv, file);
            csv.finish();
            file.close(csv.closed(opened.fileId()));
            return opened.fileId();
        } catch (RefusedException e) {
            throw aborted(file, opened, e);
        } catch (RuntimeException e) {
            throw aborted(file, opened, ProblemAnswers.internal(e));
        }
    }

    private static void copy(CsvFile csv, UploadSession file) throws RefusedException {
        Optional<Chunk> chunk = csv.next();
        while (chunk.isPresent()) {
            file.append(chunk.get());
            chunk = csv.next();
        }
    }

    private static RefusedException aborted(UploadSession file, FileOpened opened, RefusedException why) {
        file.abort(why.fault());
        return why.of(opened.fileId());
    }
}
