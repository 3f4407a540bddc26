package dev.sluice.gateway.resume;

import dev.sluice.gateway.problem.RefusedException;
import java.util.Optional;

/** The states of resumable uploads, which all gateways share. Thread-safe. */
public interface UploadStates {
    /**
     * The state of an upload: none that was written before this call is missed, by whatever gateway.
     *
     * @throws RefusedException if that can't be said now
     */
    Optional<UploadState> find(String fileId) throws RefusedException;

    /**
     * Writes a state, and returns once it is durable. Of several states of an upload the one with an ending counts, or
     * else the one with the highest offset, in whatever order they are written.
     *
     * @throws RefusedException if it isn't acknowledged; it may be written nevertheless
     */
    void write(UploadState state) throws RefusedException;

    /** The number of uploads that may be continued, as far as this gateway knows. */
    int open();

    /** The number of them that are this client's. */
    int open(String client);
}
