package dev.sluice.gateway.upload;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.claim.ContentDigest;
import dev.sluice.gateway.claim.UploadClaims;
import dev.sluice.gateway.csv.ByteOrderMark;
import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.csv.CsvFile;
import dev.sluice.gateway.csv.UploadFile;
import dev.sluice.gateway.csv.UploadFile.FirstRow;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.log.UploadSession;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.ProblemAnswers;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.FileNames;
import dev.sluice.gateway.request.Query;
import dev.sluice.gateway.request.RawUpload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.resume.OpenFile;
import dev.sluice.gateway.resume.ResumableFile;
import dev.sluice.gateway.resume.TextState;
import dev.sluice.gateway.resume.UploadRequest;
import dev.sluice.gateway.resume.UploadState;
import dev.sluice.gateway.resume.UploadStates;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.tabular.row.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request that continues an upload: from a stored state to the next one. What an earlier request did after its last
 * state is done again, with the same outcome: the chunks have the same bytes. Used once.
 */
final class Continuation {
    /** How many chunks are sent before their state is stored, within a request: some are sent again after a crash. */
    private static final int CHUNKS_FOR_A_STATE = 16;

    private final FileLog log;
    private final UploadClaims claims;
    private final UploadStates states;
    private final GatewayProperties properties;
    private final LongSupplier expiresMs;
    private final Turn turn;
    private final PartInput part;
    private final @Nullable String traceparent;
    private final String fileId;
    private final UploadRequest request;
    private final UploadState state;

    /**
     * @param expiresMs when the upload ends if it isn't continued after now
     * @param state from which to go on
     */
    Continuation(
            FileLog log,
            UploadClaims claims,
            UploadStates states,
            GatewayProperties properties,
            LongSupplier expiresMs,
            Turn turn,
            UploadState state,
            PartInput part,
            @Nullable String traceparent) {
        this.log = log;
        this.claims = claims;
        this.states = states;
        this.properties = properties;
        this.expiresMs = expiresMs;
        this.turn = turn;
        this.state = state;
        this.part = part;
        this.traceparent = traceparent;
        this.fileId = state.fileId();
        this.request = state.request();
    }

    /** A file, and how it is read. */
    private record Opened(OpenFile how, ResumableFile file) {}

    /**
     * Goes on.
     *
     * @return the state that is stored
     * @throws RefusedException if the request broke off, or the file is refused; what is stored of it remains
     */
    UploadState run() throws RefusedException {
        OpenFile open = state.open();
        if (open != null) {
            Opened opened = resumed(open, Objects.requireNonNull(state.text()));
            UploadSession session = resumedSession(open, opened.file().chunks());
            return write(session, opened);
        }
        StartInput start = new StartInput(state.start(), part);
        Opened opened;
        try {
            opened = begun(start);
        } catch (RefusedException e) {
            if (part.isPaused()) {
                return paused(state.started(start.bytes(), expiresMs.getAsLong()));
            }
            throw ends(e.problem()) ? failed(e) : e;
        }
        UploadSession session = log.openResumable(opened.how().opened(fileId, request), traceparent);
        return write(session, new Opened(opened.how().after(session.lastEventMs()), opened.file()));
    }

    /** Finds out how to read a file from its beginning, as it is done for other uploads. */
    private Opened begun(StartInput start) throws RefusedException {
        UploadQuery query = UploadQuery.read(new Query(request.query()), properties);
        RawUpload upload = new RawUpload(query.filename(), request.contentType(), null, start);
        try (UploadFile file = UploadFiles.open(upload, query, properties.chunkBytes(), properties)) {
            byte[] bytes = start.bytes();
            String charset = ResumableFile.resumable(file.charset())
                    .orElseThrow(() -> new RefusedException(
                            Problem.NOT_RESUMABLE,
                            "expected a charset without shift states, found "
                                    + file.charset().name() + ": send the file to /upload"));
            OpenFile how = new OpenFile(
                    query.dataset().name(),
                    FileNames.shown(query.filename(), file.format()),
                    file.format(),
                    file.csvHeader(),
                    file.csvOptions(),
                    charset,
                    file instanceof CsvFile csv ? csv.delimiter() : ',',
                    ByteOrderMark.find(bytes).isPresent(),
                    properties.chunkBytes(),
                    properties.maxRowBytes(),
                    null);
            FirstRow first = file.firstRow();
            return new Opened(
                    how,
                    ResumableFile.begin(how, first, new SequenceInputStream(new ByteArrayInputStream(bytes), part)));
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("the beginning of the file is at hand", e);
        }
    }

    private Opened resumed(OpenFile how, TextState where) {
        try {
            return new Opened(how, ResumableFile.resume(how, where, part));
        } catch (IOException e) {
            throw new IllegalStateException("nothing is read yet", e);
        }
    }

    private UploadSession resumedSession(OpenFile open, long chunks) throws RefusedException {
        try {
            return log.resume(
                    open.opened(fileId, request),
                    new FileProgress(fileId, chunks, state.offset()),
                    open.lastEventMs(),
                    traceparent);
        } catch (RefusedException e) {
            throw ends(e.problem()) ? failed(e.of(fileId)) : e.of(fileId);
        }
    }

    private UploadState write(UploadSession session, Opened opened) throws RefusedException {
        try {
            append(session, opened);
            return finish(session, opened);
        } catch (PausedException e) {
            session.settle();
            session.report();
            return paused(progress(session, opened));
        } catch (RefusedException e) {
            if (ends(e.problem())) {
                session.abort(e.fault());
                throw failed(e.of(fileId));
            }
            throw e.of(fileId);
        } catch (IOException e) {
            throw new IllegalStateException("the part of the file throws nothing else", e);
        } catch (RuntimeException e) {
            throw ProblemAnswers.internal(e).of(fileId);
        } finally {
            session.pause();
        }
    }

    private void append(UploadSession session, Opened opened) throws IOException {
        ResumableFile file = opened.file();
        long stored = file.chunks();
        Optional<Chunk> chunk = file.next();
        while (chunk.isPresent()) {
            session.append(chunk.get());
            // At the end of the file there is no state to store but its ending.
            if (file.chunks() - stored >= CHUNKS_FOR_A_STATE && offset() < request.length()) {
                session.settle();
                store(progress(session, opened));
                stored = file.chunks();
            }
            chunk = file.next();
        }
    }

    private UploadState finish(UploadSession session, Opened opened) throws RefusedException {
        OpenFile how = opened.how();
        ResumableFile file = opened.file();
        UploadQuery query = UploadQuery.read(new Query(request.query()), properties);
        String content =
                ContentDigest.of(how.dataset(), how.format(), how.csvHeader(), how.csvOptions(), file.textSha256());
        UploadClaims.Attempt attempt = claims.attempt(
                fileId,
                new Claimant(request.client(), request.scope(), request.idempotencyKey()),
                content,
                query.refuseDuplicates());
        Optional<String> first = Uploads.decided(session, attempt);
        requireOpen();
        if (first.isPresent()) {
            session.abort(new Fault(Uploads.REPEATED, "the upload repeats that of file " + first.get()));
            return store(state.stored(first.get(), true, expiresMs.getAsLong()));
        }
        session.close(file.closed(fileId, request.length()));
        claims.confirm(fileId);
        return store(state.stored(fileId, false, expiresMs.getAsLong()));
    }

    /** Another request may have ended the upload, at any gateway. */
    private void requireOpen() throws RefusedException {
        Optional<UploadState> known = states.find(fileId);
        if (known.isEmpty() || known.get().failure() != null) {
            throw new RefusedException(Problem.UPLOAD_ENDED, "the upload was ended meanwhile");
        }
    }

    private long offset() {
        return state.offset() + part.bytes();
    }

    private UploadState progress(UploadSession session, Opened opened) {
        return state.at(
                offset(),
                opened.how().after(session.lastEventMs()),
                opened.file().state(),
                expiresMs.getAsLong());
    }

    private UploadState store(UploadState next) throws RefusedException {
        turn.take(() -> states.write(next));
        return next;
    }

    private UploadState paused(UploadState next) throws RefusedException {
        store(next);
        IOException why = part.brokenBy();
        if (why != null) {
            throw RefusedException.brokenOff("the request broke off; what arrived of it is stored", why);
        }
        return next;
    }

    /** Whether the upload can't be continued after that. */
    private static boolean ends(Problem problem) {
        return problem.status() == 422 || problem == Problem.DUPLICATE_FILE || problem == Problem.ABANDONED;
    }

    private RefusedException failed(RefusedException why) throws RefusedException {
        store(state.failed(why.problem().code(), expiresMs.getAsLong()));
        return why.problem() == Problem.ABANDONED
                ? new RefusedException(Problem.UPLOAD_ENDED, why.detail(), why).of(fileId)
                : why;
    }
}
