package dev.sluice.gateway.upload;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.claim.ContentDigest;
import dev.sluice.gateway.claim.UploadClaims;
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
import dev.sluice.tabular.row.Fault;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes uploads to the log, from the first byte to the event that closes the file. */
public final class Uploads {
    /** Why the file of a repeated request is aborted. */
    static final String REPEATED = "repeated-upload";

    private final FileLog log;
    private final UploadClaims claims;
    private final GatewayProperties properties;
    private final Supplier<String> newFileId;
    private final Clock clock;

    /** @param newFileId generates unique file ids; called by many threads */
    public Uploads(
            FileLog log, UploadClaims claims, GatewayProperties properties, Supplier<String> newFileId, Clock clock) {
        this.log = log;
        this.claims = claims;
        this.properties = properties;
        this.newFileId = newFileId;
        this.clock = clock;
    }

    /**
     * Reads an upload to its end and writes it to the log. Writes nothing until the beginning of the file has been
     * checked.
     *
     * @param claimant whose upload it is
     * @param traceparent the trace context for the headers of the file's records, or null
     * @return the file, once all of it is acknowledged
     * @throws RefusedException if it isn't; has the file's id if a part of the file was written
     */
    public Accepted accept(Upload upload, UploadQuery query, Claimant claimant, @Nullable String traceparent)
            throws RefusedException {
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
                            properties.uploadDeadline().toMillis(),
                            claimant.client()),
                    claimant,
                    query.refuseDuplicates(),
                    traceparent);
        }
    }

    private Accepted store(
            UploadFile file,
            FileOpened opened,
            Claimant claimant,
            boolean refuseDuplicates,
            @Nullable String traceparent)
            throws RefusedException {
        String fileId = opened.fileId();
        UploadSession session = log.open(opened, traceparent);
        try {
            copy(file, session);
            file.finish();
            UploadClaims.Attempt attempt =
                    claims.attempt(fileId, claimant, ContentDigest.of(file, opened.dataset()), refuseDuplicates);
            Optional<String> first = decided(session, attempt);
            if (first.isPresent()) {
                session.abort(new Fault(REPEATED, "the upload repeats that of file " + first.get()));
                return new Accepted(first.get(), true);
            }
            // If this fails, the file may be closed nevertheless: its end settles the claim.
            session.close(file.closed(fileId));
            claims.confirm(fileId);
            return new Accepted(fileId, false);
        } catch (RefusedException e) {
            throw aborted(session, opened, e);
        } catch (RuntimeException e) {
            throw aborted(session, opened, ProblemAnswers.internal(e));
        }
    }

    /** The claim is on its way while the last chunks are. */
    static Optional<String> decided(UploadSession session, UploadClaims.Attempt attempt) throws RefusedException {
        try {
            session.settle();
        } catch (RefusedException e) {
            attempt.withdraw();
            throw e;
        }
        return attempt.await();
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
