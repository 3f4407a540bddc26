package dev.sluice.schemas.operations;

import dev.sluice.schemas.query.Answer;
import java.time.Instant;

/** The queries of operations people over the files of all clients. */
public interface OperationsQueries {
    /** What each client has stored lately. As sums over files it covers all partitions or is unavailable. */
    Answer<ClientUses> clientUses(Instant now);
}
