package dev.sluice.benchmarks.chaos;

import dev.sluice.schemas.FileIds;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long rows stand still when a splitter dies: until a row of a file that was begun after that has come out of each
 * partition of {@code raw-chunks}. When a file was begun its id tells (UUIDv7). Thread-safe.
 */
final class RowFlow {
    private final int partitions;
    private final LongSupplier clockMs;
    private @Nullable Watch watch;

    /** @param clockMs the time, in milliseconds since the epoch */
    RowFlow(int partitions, LongSupplier clockMs) {
        this.partitions = partitions;
        this.clockMs = clockMs;
    }

    private record Watch(long sinceMs, Set<Integer> missing, Consumer<Duration> done) {}

    /** Begins to wait; what was waited for before is given up. */
    synchronized void watch(Consumer<Duration> done) {
        Set<Integer> missing = new HashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            missing.add(partition);
        }
        watch = new Watch(clockMs.getAsLong(), missing, done);
    }

    /** A row of this chunk was read. */
    synchronized void saw(String fileId, long chunk) {
        Watch waiting = watch;
        if (waiting == null || begunMs(fileId).orElse(0) <= waiting.sinceMs()) {
            return;
        }
        waiting.missing().remove(FileIds.chunkPartition(fileId, chunk, partitions));
        if (waiting.missing().isEmpty()) {
            waiting.done().accept(Duration.ofMillis(clockMs.getAsLong() - waiting.sinceMs()));
            watch = null;
        }
    }

    /** Of ids that gateways make. */
    private static OptionalLong begunMs(String fileId) {
        if (fileId.length() != 36) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(UUID.fromString(fileId).getMostSignificantBits() >>> 16);
    }
}
