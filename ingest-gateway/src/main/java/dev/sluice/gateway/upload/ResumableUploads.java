package dev.sluice.gateway.upload;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.claim.UploadClaims;
import dev.sluice.gateway.log.FileLog;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.CreationRequest;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.resume.ResumableFile;
import dev.sluice.gateway.resume.UploadRequest;
import dev.sluice.gateway.resume.UploadState;
import dev.sluice.gateway.resume.UploadStates;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.gateway.settings.ResumableSettings;
import dev.sluice.schemas.message.FileClients;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.tabular.row.Fault;
import java.io.InputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates, continues and ends uploads that take several requests, at any gateway. Thread-safe. */
public final class ResumableUploads {
    /** Why the file of an upload is aborted that its client ends. */
    private static final String TERMINATED = "upload-terminated";

    private final FileLog log;
    private final UploadClaims claims;
    private final UploadStates states;
    private final GatewayProperties properties;
    private final ResumableSettings settings;
    private final Supplier<String> newFileId;
    private final Clock clock;
    private final ConcurrentMap<String, Turn> turns = new ConcurrentHashMap<>();

    /** @param newFileId generates unique file ids; called by many threads */
    public ResumableUploads(
            FileLog log,
            UploadClaims claims,
            UploadStates states,
            GatewayProperties properties,
            Supplier<String> newFileId,
            Clock clock) {
        this.log = log;
        this.claims = claims;
        this.states = states;
        this.properties = properties;
        this.settings = properties.resumable();
        this.newFileId = newFileId;
        this.clock = clock;
    }

    /**
     * Creates an upload. Nothing but its state is written until the beginning of the file is there.
     *
     * @param claimant whose upload it is
     * @throws RefusedException if the file can't be uploaded so, or too many uploads are open
     */
    public UploadState create(CreationRequest creation, Claimant claimant) throws RefusedException {
        UploadQuery query = UploadQuery.read(creation.query(), properties);
        requireResumable(query);
        requireLength(creation.length());
        requireFewOpen(claimant.client());
        long now = clock.millis();
        UploadState state = UploadState.created(
                newFileId.get(),
                new UploadRequest(
                        creation.length(),
                        creation.metadata(),
                        creation.query().text(),
                        creation.contentType(),
                        claimant.client(),
                        claimant.scope(),
                        claimant.idempotencyKey(),
                        now,
                        settings.expire().toMillis()),
                now + settings.expire().toMillis());
        states.write(state);
        return state;
    }

    /**
     * The state of a client's upload; of one that failed, too.
     *
     * @param client whose upload it must be, or null for any
     * @throws RefusedException if there is none
     */
    public UploadState find(String fileId, @Nullable String client) throws RefusedException {
        UploadState state = states.find(fileId)
                .filter(found -> client == null || found.request().client().equals(client))
                .orElseThrow(() -> new RefusedException(
                        Problem.UNKNOWN_UPLOAD, "expected the id of an upload that is open, found another"));
        if (state.failure() != null) {
            throw ended("the upload failed (" + state.failure() + ")").of(fileId);
        }
        if (clock.millis() > state.expiresMs()) {
            throw ended("the upload wasn't continued for " + settings.expire()).of(fileId);
        }
        return state;
    }

    /**
     * Continues an upload with the next bytes of its file. A request for the same upload that is in progress at this
     * gateway ends.
     *
     * @param client whose upload it must be, or null for any
     * @param offset the number of bytes before these
     * @param length the announced number of bytes, or -1 if it is unknown
     * @param traceparent the trace context for the headers of the file's records, or null
     * @return the state that is stored
     * @throws RefusedException if the bytes are at another place, break off or are refused
     */
    public UploadState append(
            String fileId,
            @Nullable String client,
            long offset,
            InputStream bytes,
            long length,
            @Nullable String traceparent)
            throws RefusedException {
        requireOwn(fileId, client);
        Turn turn = takeTurn(fileId);
        try {
            UploadState state = find(fileId, client);
            if (offset != state.offset()) {
                throw new RefusedException(
                        Problem.WRONG_OFFSET,
                        "expected the Upload-Offset " + state.offset() + ", found " + offset,
                        Map.of("upload_offset", state.offset()));
            }
            long left = state.request().length() - offset;
            if (length > left) {
                throw PartInput.tooLong();
            }
            if (state.ending() != null) {
                return state;
            }
            return new Continuation(
                            log,
                            claims,
                            states,
                            properties,
                            () -> expiresMs(state.request()),
                            turn,
                            state,
                            new PartInput(bytes, left, turn::isOver),
                            traceparent)
                    .run();
        } finally {
            turns.remove(fileId, turn);
        }
    }

    /**
     * Ends an upload before its file is complete; the file fails.
     *
     * @param client whose upload it must be, or null for any
     * @throws RefusedException if there is none that is open
     */
    public void end(String fileId, @Nullable String client) throws RefusedException {
        requireOwn(fileId, client);
        Turn turn = takeTurn(fileId);
        try {
            UploadState state = find(fileId, client);
            if (state.ending() != null) {
                throw ended("the file is stored: delete it as a file").of(fileId);
            }
            turn.take(() -> states.write(state.failed(TERMINATED, expiresMs(state.request()))));
            if (state.open() != null) {
                log.write(new FileAborted(fileId, new Fault(TERMINATED, "the client ended the upload")));
            }
        } finally {
            turns.remove(fileId, turn);
        }
    }

    /** A foreign request must not end the turn of another one. */
    private void requireOwn(String fileId, @Nullable String client) throws RefusedException {
        if (client != null) {
            var unused = find(fileId, client);
        }
    }

    private Turn takeTurn(String fileId) {
        Turn turn = new Turn();
        Turn before = turns.put(fileId, turn);
        if (before != null) {
            before.end();
        }
        return turn;
    }

    private long expiresMs(UploadRequest request) {
        // Its first chunks must be there at its end, for those who read them.
        long latest = request.createdMs() + properties.topics().retention().toMillis();
        return Math.min(clock.millis() + request.deadlineMs(), latest);
    }

    private void requireResumable(UploadQuery query) throws RefusedException {
        if (query.dryRunRows() != null) {
            throw new RefusedException(
                    Problem.BAD_QUERY, "expected no dry_run, found one: /upload tries the first rows of a file");
        }
        if (query.filename().toLowerCase(Locale.ROOT).endsWith(".gz")) {
            throw new RefusedException(
                    Problem.NOT_RESUMABLE, "expected no gzip, found " + query.filename() + ": send it to /upload");
        }
        if (query.charset() != null && ResumableFile.resumable(query.charset()).isEmpty()) {
            throw new RefusedException(
                    Problem.NOT_RESUMABLE,
                    "expected a charset without shift states, found "
                            + query.charset().name() + ": send the file to /upload");
        }
    }

    private void requireLength(long length) throws RefusedException {
        if (length == 0) {
            throw new RefusedException(Problem.EMPTY_FILE, "expected rows, found an Upload-Length of 0");
        }
        if (length > settings.maxBytes()) {
            throw new RefusedException(
                    Problem.TOO_LARGE,
                    "expected an Upload-Length of at most " + settings.maxBytes() + ", found " + length);
        }
    }

    /** One client must not take all the uploads that may be open; without access control there are no clients. */
    private void requireFewOpen(String client) throws RefusedException {
        if (!client.equals(FileClients.ANONYMOUS) && states.open(client) >= settings.maxOpenPerClient()) {
            throw tooManyOpen("the client " + client + " has " + settings.maxOpenPerClient());
        }
        if (states.open() >= settings.maxOpen()) {
            throw tooManyOpen("there are " + settings.maxOpen());
        }
    }

    private static RefusedException tooManyOpen(String found) {
        return new RefusedException(
                Problem.TOO_MANY_OPEN_UPLOADS,
                found + " resumable uploads open, which is the limit: continue or end one of them");
    }

    private static RefusedException ended(String why) {
        return new RefusedException(Problem.UPLOAD_ENDED, why);
    }
}
