package dev.sluice.gateway.upload;

import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.csv.UploadFile;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.log.UploadSession;
import dev.sluice.gateway.problem.ProblemAnswers;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.FileNames;
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
        try (UploadFile file = UploadFiles.open(upload, query, properties.chunkBytes(), properties)) {
            return store(
                    file,
                    new FileOpened(
                            newFileId.get(),
                            query.dataset().name(),
                            FileNames.shown(upload.filename(), file.format()),
                            file.csvHeader(),
                            file.csvOptions(),
                            uploadTime,
                            properties.uploadDeadline().toMillis()),
                    traceparent);
        }
    }

    private String store(UploadFile file, FileOpened opened, @Nullable String traceparent) throws RefusedException {
        UploadSession session = log.open(opened, traceparent);
        try {
            copy(file, session);
            file.finish();
            session.close(file.closed(opened.fileId()));
            return opened.fileId();
        } catch (RefusedException e) {
            throw aborted(session, opened, e);
        } catch (RuntimeException e) {
            throw aborted(session, opened, ProblemAnswers.internal(e));
        }
    }

    private static void copy(UploadFile file, UploadSession session) throws RefusedException {
        Optional<Chunk> chunk = file.next();
        while (chunk.isPresent()) {
            session.append(chunk.get());
            chunk = file.next();
        }
    }

    private static RefusedException aborted(UploadSession session, FileOpened opened, RefusedException why) {
        session.abort(why.fault());
        return why.of(opened.fileId());
    }
}
