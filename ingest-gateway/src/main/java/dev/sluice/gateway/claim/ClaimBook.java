package dev.sluice.gateway.claim;

import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.ClaimConfirmed;
import dev.sluice.schemas.message.UploadClaim.ClaimReleased;
import dev.sluice.schemas.message.UploadClaim.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The claims as far as they are read, and the requests that wait for a record. Thread-safe. */
final class ClaimBook {
    private final Claims claims;
    private final Map<String, CompletableFuture<Decision>> expected = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> settling = new HashMap<>();
    private final Map<Partition, Long> positions = new HashMap<>();

    /**
     * @param max the maximum number of live claims
     * @param kept how long a claim is live at most
     */
    ClaimBook(int max, Duration kept) {
        claims = new Claims(max, kept);
    }

    private record Partition(String topic, int number) {}

    /**
     * Applies the next record.
     *
     * @param timeMs the broker's timestamp of the record
     * @return whether the record grants a claim
     */
    synchronized boolean read(UploadClaim record, long timeMs) {
        Optional<Decision> decision = claims.read(record, timeMs);
        decision.ifPresent(made -> {
            CompletableFuture<Decision> waiting = expected.remove(record.fileId());
            if (waiting != null) {
                waiting.complete(made);
            }
        });
        note(position(record));
        settle();
        return decision.filter(Decision.GRANTED::equals).isPresent();
    }

    /** The decision about an attempt, as soon as its record is read. Call it before the record is sent. */
    synchronized CompletableFuture<Decision> expect(String fileId) {
        return expected.computeIfAbsent(fileId, id -> new CompletableFuture<>());
    }

    /** Ends the wait for a record that may never come. */
    synchronized void giveUp(String fileId) {
        expected.remove(fileId);
    }

    /** Completes as soon as it is known whether the file of a claim is stored. */
    synchronized CompletableFuture<Void> settled(String fileId) {
        return claims.isPending(fileId)
                ? settling.computeIfAbsent(fileId, id -> new CompletableFuture<>())
                : CompletableFuture.completedFuture(null);
    }

    synchronized boolean isLive(String fileId) {
        return claims.isLive(fileId);
    }

    synchronized boolean isPending(String fileId) {
        return claims.isPending(fileId);
    }

    /** The last known status of the file of a live claim; empty while that is pending. */
    synchronized Optional<String> status(String fileId) {
        return claims.status(fileId);
    }

    /** Whether a claim is pending that was made before this time, by the brokers' clock. */
    synchronized boolean isPendingSince(long timeMs) {
        return claims.isPendingSince(timeMs);
    }

    synchronized int live() {
        return claims.live();
    }

    synchronized int pending() {
        return claims.pending();
    }

    /** The first offset of a partition from which nothing may follow yet, or null if nothing ever followed from it. */
    synchronized @Nullable Long unread(String topic, int partition) {
        return positions.get(new Partition(topic, partition));
    }

    private void settle() {
        Iterator<Map.Entry<String, CompletableFuture<Void>>> waiting =
                settling.entrySet().iterator();
        while (waiting.hasNext()) {
            Map.Entry<String, CompletableFuture<Void>> each = waiting.next();
            if (!claims.isPending(each.getKey())) {
                waiting.remove();
                each.getValue().complete(null);
            }
        }
    }

    private void note(@Nullable Position from) {
        if (from != null) {
            positions.merge(new Partition(from.topic(), from.partition()), from.offset() + 1, Math::max);
        }
    }

    private static @Nullable Position position(UploadClaim record) {
        if (record instanceof ClaimConfirmed confirmed) {
            return confirmed.from();
        }
        return record instanceof ClaimReleased released ? released.from() : null;
    }
}
