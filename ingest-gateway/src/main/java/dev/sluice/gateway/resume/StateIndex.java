package dev.sluice.gateway.resume;

import dev.sluice.gateway.resume.UploadState.Ending;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in {@code upload-states} the states of uploads are, without the states, which are large. A gateway writes its
 * states of an upload under a separate key, so that compaction removes none of another gateway: a gateway that was
 * superseded, and doesn't know it, can only add a state that doesn't count. Thread-safe.
 */
final class StateIndex {
    private static final char SEPARATOR = '/';

    private final int maxEnded;
    /** How long after its end by this machine's clock an upload is forgotten, which the brokers' clock decides. */
    private final long graceMs;

    /** In the order of their first records. */
    private final Map<String, Map<String, Entry>> uploads = new LinkedHashMap<>();

    private final Map<Integer, Long> positions = new HashMap<>();
    private int ended;

    /**
     * @param maxEnded the maximum number of ended uploads; beyond it the oldest are forgotten
     * @param graceMs how long uploads that have expired are kept
     */
    StateIndex(int maxEnded, long graceMs) {
        this.maxEnded = maxEnded;
        this.graceMs = graceMs;
    }

    /** A record's place, and what it says. */
    record Entry(
            String key,
            int partition,
            long position,
            String client,
            long offset,
            long expiresMs,
            boolean open,
            boolean failed) {
        /** Whether it counts, and not the other one. */
        boolean counts(Entry other) {
            if (failed != other.failed) {
                return failed;
            }
            if (open != other.open) {
                return !open;
            }
            return offset != other.offset ? offset > other.offset : position > other.position;
        }
    }

    static String key(String fileId, String writer) {
        return fileId + SEPARATOR + writer;
    }

    private static String fileId(String key) {
        int separator = key.indexOf(SEPARATOR);
        return separator < 0 ? key : key.substring(0, separator);
    }

    /**
     * Applies a record.
     *
     * @param value null for a tombstone
     * @throws IllegalArgumentException if the value is no state
     */
    synchronized void read(String key, byte @Nullable [] value, int partition, long position) {
        String fileId = fileId(key);
        boolean wasEnded = isEnded(fileId);
        if (value == null) {
            Map<String, Entry> entries = uploads.get(fileId);
            if (entries != null && entries.remove(key) != null && entries.isEmpty()) {
                uploads.remove(fileId);
            }
        } else {
            UploadStateCodec.Head head = UploadStateCodec.head(value);
            Ending ending = head.ending();
            uploads.computeIfAbsent(fileId, id -> new LinkedHashMap<>())
                    .put(
                            key,
                            new Entry(
                                    key,
                                    partition,
                                    position,
                                    head.request().client(),
                                    head.offset(),
                                    head.expiresMs(),
                                    ending == null,
                                    ending != null && ending.code() != null));
        }
        ended += (isEnded(fileId) ? 1 : 0) - (wasEnded ? 1 : 0);
        forgetEnded();
    }

    /** All that is before this position of a partition is read. */
    synchronized void readUpTo(int partition, long position) {
        positions.put(partition, position);
        notifyAll();
    }

    /** Waits until all before a position is read, and returns whether it is in time. */
    synchronized boolean awaitRead(int partition, long position, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (positions.getOrDefault(partition, 0L) < position) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** The record that counts. */
    synchronized Optional<Entry> find(String fileId) {
        Map<String, Entry> entries = uploads.get(fileId);
        return entries == null ? Optional.empty() : entries.values().stream().reduce((a, b) -> b.counts(a) ? b : a);
    }

    /** The keys of other writers, whose states don't count beside one of this writer. */
    synchronized List<String> others(String key) {
        Map<String, Entry> entries = uploads.getOrDefault(fileId(key), Map.of());
        List<String> others = new ArrayList<>(entries.keySet());
        others.remove(key);
        return others;
    }

    /**
     * The number of uploads that may be continued; forgets those that expired long ago.
     *
     * @param client whose uploads are counted, or null for all
     */
    synchronized int open(@Nullable String client, long nowMs) {
        int open = 0;
        Iterator<String> ids = List.copyOf(uploads.keySet()).iterator();
        while (ids.hasNext()) {
            String fileId = ids.next();
            Entry entry = find(fileId).orElseThrow();
            if (entry.expiresMs() + graceMs < nowMs) {
                uploads.remove(fileId);
                ended -= entry.open() ? 0 : 1;
            } else if (entry.open()
                    && entry.expiresMs() >= nowMs
                    && (client == null || client.equals(entry.client()))) {
                open++;
            }
        }
        return open;
    }

    /** The number of uploads that are known. */
    synchronized int size() {
        return uploads.size();
    }

    private boolean isEnded(String fileId) {
        return find(fileId).filter(entry -> !entry.open()).isPresent();
    }

    private void forgetEnded() {
        if (ended <= maxEnded) {
            return;
        }
        Iterator<String> ids = uploads.keySet().iterator();
        while (ended > maxEnded && ids.hasNext()) {
            if (isEnded(ids.next())) {
                ids.remove();
                ended--;
            }
        }
    }
}
