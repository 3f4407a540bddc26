package dev.sluice.gateway.claim;

import dev.sluice.gateway.claim.Decision.Verdict;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.ClaimConfirmed;
import dev.sluice.schemas.message.UploadClaim.ClaimMade;
import dev.sluice.schemas.message.UploadClaim.ClaimReleased;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The live claims: a function of the records of {@code upload-claims} in their order, so that all gateways decide the
 * same. A claim is live from its record on if it is granted, until it is released, too old, or the oldest of too many.
 * Not thread-safe.
 */
final class Claims {
    private final int max;
    private final long keptMs;
    /** In the order of their records. */
    private final Map<String, Claim> byFile = new LinkedHashMap<>();

    private final Map<Owned, Claim> byKey = new HashMap<>();
    /** The oldest claim of each content, which others follow. */
    private final Map<Owned, Claim> byContent = new HashMap<>();

    private long latestMs = Long.MIN_VALUE;
    private int pending;

    /**
     * @param max the maximum number of live claims
     * @param kept how long a claim is live at most
     */
    Claims(int max, Duration kept) {
        this.max = max;
        this.keptMs = kept.toMillis();
    }

    /** A key or a content of a client. */
    private record Owned(String client, String text) {}

    private static final class Claim {
        private final ClaimMade made;
        private final long madeMs;
        /** The status of the file, or null while it isn't known whether the file is stored. */
        private @Nullable String status;
        /** The claims of the same content before and after this one. */
        private @Nullable Claim older;

        private @Nullable Claim newer;
        /** The last claim of the same content, if this is the first. */
        private Claim newest;

        Claim(ClaimMade made, long madeMs) {
            this.made = made;
            this.madeMs = madeMs;
            this.newest = this;
        }

        Owned content() {
            return new Owned(made.client(), made.content());
        }
    }

    /**
     * Applies the next record.
     *
     * @param timeMs the broker's timestamp of the record
     * @return the decision about the attempt, if the record is one
     */
    Optional<Decision> read(UploadClaim record, long timeMs) {
        latestMs = Math.max(latestMs, timeMs);
        dropOld();
        if (record instanceof ClaimMade made) {
            return Optional.of(decide(made));
        }
        if (record instanceof ClaimConfirmed confirmed) {
            confirm(confirmed);
        } else if (record instanceof ClaimReleased released) {
            remove(byFile.get(released.fileId()));
        }
        return Optional.empty();
    }

    boolean isLive(String fileId) {
        return byFile.containsKey(fileId);
    }

    /** Whether a claim is live, and it isn't known yet whether its file is stored. */
    boolean isPending(String fileId) {
        Claim claim = byFile.get(fileId);
        return claim != null && claim.status == null;
    }

    /** The last known status of the file of a live claim; empty while that is pending. */
    Optional<String> status(String fileId) {
        return Optional.ofNullable(byFile.get(fileId)).map(claim -> claim.status);
    }

    /** Whether a claim is pending that was made before this time. */
    boolean isPendingSince(long timeMs) {
        return byFile.values().stream().anyMatch(claim -> claim.status == null && claim.madeMs < timeMs);
    }

    int live() {
        return byFile.size();
    }

    int pending() {
        return pending;
    }

    private Decision decide(ClaimMade made) {
        if (isLive(made.fileId())) {
            return Decision.GRANTED;
        }
        String key = made.idempotencyKey();
        Claim sameKey = key == null ? null : byKey.get(new Owned(made.client(), key));
        if (sameKey != null) {
            boolean repeat = sameKey.made.content().equals(made.content());
            return new Decision(repeat ? Verdict.REPEAT : Verdict.CONFLICT, sameKey.made.fileId());
        }
        Claim sameContent = byContent.get(new Owned(made.client(), made.content()));
        if (sameContent != null && made.refuseDuplicates()) {
            return new Decision(Verdict.DUPLICATE, sameContent.made.fileId());
        }
        add(new Claim(made, latestMs));
        return Decision.GRANTED;
    }

    private void confirm(ClaimConfirmed confirmed) {
        Claim claim = byFile.get(confirmed.fileId());
        if (claim == null) {
            return;
        }
        if (claim.status == null) {
            pending--;
        }
        // The record that says that a file is stored may come after the one that says how it ended.
        if (claim.status == null || confirmed.from() != null) {
            claim.status = confirmed.status();
        }
    }

    private void add(Claim claim) {
        if (byFile.size() == max) {
            remove(eldest());
        }
        pending++;
        byFile.put(claim.made.fileId(), claim);
        if (claim.made.idempotencyKey() != null) {
            byKey.put(new Owned(claim.made.client(), claim.made.idempotencyKey()), claim);
        }
        Claim first = byContent.putIfAbsent(claim.content(), claim);
        if (first != null) {
            claim.older = first.newest;
            first.newest.newer = claim;
            first.newest = claim;
        }
    }

    private void remove(@Nullable Claim claim) {
        if (claim == null) {
            return;
        }
        byFile.remove(claim.made.fileId());
        if (claim.status == null) {
            pending--;
        }
        if (claim.made.idempotencyKey() != null) {
            byKey.remove(new Owned(claim.made.client(), claim.made.idempotencyKey()));
        }
        unlink(claim, claim.older, claim.newer);
    }

    private void unlink(Claim claim, @Nullable Claim older, @Nullable Claim newer) {
        if (newer != null) {
            newer.older = older;
        } else if (older != null) {
            Objects.requireNonNull(byContent.get(claim.content())).newest = older;
        }
        if (older != null) {
            older.newer = newer;
        } else if (newer != null) {
            newer.newest = claim.newest;
            byContent.put(claim.content(), newer);
        } else {
            byContent.remove(claim.content());
        }
    }

    private void dropOld() {
        while (!byFile.isEmpty() && eldest().madeMs < latestMs - keptMs) {
            remove(eldest());
        }
    }

    private Claim eldest() {
        return byFile.values().iterator().next();
    }
}
