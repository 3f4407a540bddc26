package dev.sluice.gateway.web;

import dev.sluice.gateway.claim.Claimant;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.IdempotencyKeys;
import dev.sluice.gateway.upload.Accepted;
import dev.sluice.runtime.http.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;

/** What the requests that store something say about their repetition, and what their answers do. */
final class Claimants {
    /** Whether the answer is that of an earlier request. */
    static final String REPLAYED = "Idempotency-Replayed";

    private Claimants() {}

    /** @throws RefusedException if the idempotency key is invalid */
    static Claimant of(HttpServletRequest request) throws RefusedException {
        Caller caller = Caller.of(request);
        return new Claimant(
                caller.name(), scope(caller), IdempotencyKeys.find(request).orElse(null));
    }

    static ResponseEntity.BodyBuilder accepted(Accepted accepted) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.accepted();
        return accepted.repeated() ? answer.header(REPLAYED, "true") : answer;
    }

    /** Clients that see all files are one: what one of them has stored is there for all. */
    private static String scope(Caller caller) {
        return caller.allFiles() ? "" : caller.name();
    }
}
