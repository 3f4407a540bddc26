package dev.sluice.runtime.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request of the audit log. Its texts are cut.
 *
 * @param user the name of the caller
 * @param address where the request came from
 * @param forwardedFor where it came from before that, if a trusted proxy says so
 * @param outcome in words
 */
public record AuditEntry(
        Instant time,
        String user,
        String method,
        String path,
        String address,
        @Nullable String forwardedFor,
        String outcome,
        int status) {

    /** Keeps entries. */
    public interface Keeper {
        void keep(AuditEntry entry);
    }

    /** Whether it is a request for a deletion that took place or was tried, rather than a refusal. */
    public boolean deletes() {
        return method.equals("DELETE") && status != 401 && status != 403 && status != 429;
    }
}
