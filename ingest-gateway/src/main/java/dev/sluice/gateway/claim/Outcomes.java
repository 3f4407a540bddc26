package dev.sluice.gateway.claim;

import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.ClaimConfirmed;
import dev.sluice.schemas.message.UploadClaim.ClaimReleased;
import dev.sluice.schemas.message.UploadClaim.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows for claims from the outcomes of files. A file may end before its claim is read here, as the two are read
 * by different threads, and as an upload may be deleted before it makes its claim: so the last outcomes of files
 * without a claim are remembered. Thread-safe.
 */
final class Outcomes {
    private static final int REMEMBERED = 10_000;

    private final ClaimBook book;
    private final Map<String, Outcome> early = new LinkedHashMap<>();

    Outcomes(ClaimBook book) {
        this.book = book;
    }

    /**
     * What follows from an outcome.
     *
     * @param from the record that says so
     * @return the record to append to {@code upload-claims}, if that doesn't have it yet
     */
    synchronized Optional<UploadClaim> read(String fileId, Outcome outcome, Position from) {
        if (!book.isLive(fileId)) {
            early.remove(fileId);
            early.put(fileId, outcome);
            if (early.size() > REMEMBERED) {
                early.remove(early.keySet().iterator().next());
            }
            return Optional.empty();
        }
        return Optional.of(record(fileId, outcome, from))
                .filter(record -> !(record instanceof ClaimConfirmed confirmed
                        && book.status(fileId).equals(Optional.of(confirmed.status()))));
    }

    /** What follows for a claim, once it is granted, from an earlier outcome of its file. */
    synchronized Optional<UploadClaim> granted(String fileId) {
        return Optional.ofNullable(early.remove(fileId)).map(outcome -> record(fileId, outcome, null));
    }

    private static UploadClaim record(String fileId, Outcome outcome, @Nullable Position from) {
        return outcome.releases()
                ? new ClaimReleased(fileId, from)
                : new ClaimConfirmed(fileId, Objects.requireNonNull(outcome.status()), from);
    }
}
