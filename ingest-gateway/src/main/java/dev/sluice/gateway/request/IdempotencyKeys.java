package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.schemas.message.UploadClaim;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads the header {@code Idempotency-Key}. */
public final class IdempotencyKeys {
    public static final String HEADER = "Idempotency-Key";

    private IdempotencyKeys() {}

    /**
     * The key of a request, if it has one.
     *
     * @throws RefusedException if it has several, or one that isn't 1 to 255 visible ASCII characters
     */
    public static Optional<String> find(HttpServletRequest request) throws RefusedException {
        List<String> values = Collections.list(request.getHeaders(HEADER));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        String key = values.get(0);
        if (values.size() > 1 || !isValid(key)) {
            throw new RefusedException(
                    Problem.BAD_IDEMPOTENCY_KEY,
                    "expected one " + HEADER + " of 1 to " + UploadClaim.KEY_CHARS + " visible ASCII characters, found "
                            + (values.size() > 1 ? values.size() : "another"));
        }
        return Optional.of(key);
    }

    private static boolean isValid(String key) {
        return !key.isEmpty()
                && key.length() <= UploadClaim.KEY_CHARS
                && key.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
