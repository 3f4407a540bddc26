package dev.sluice.aggregator.delta;

import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Accumulates rows into deltas until they are drained. Not thread-safe. */
public final class PendingDeltas {
    private final Map<Group, Map<String, Growing>> groups = new LinkedHashMap<>();
    private final DeltaBatch batch = new DeltaBatch();

    /** The group of the last row, which is mostly that of the next row too. */
    private @Nullable Group lastGroup;

    private Map<String, Growing> lastSeries = Map.of();
    private int size;

    /** Receives a file's deltas. */
    public interface Receiver {
        void accept(String fileId, byte[] deltaBatch);
    }

    /**
     * Checks that a row can be added, before anything is changed.
     *
     * @throws SerializationException if it can't
     */
    public static void requireAddable(ValidRow row) {
        int length = row.series().length();
        if (length > Delta.MAX_SERIES_LENGTH) {
            throw new SerializationException(
                    "expected a series of at most " + Delta.MAX_SERIES_LENGTH + " characters, found one of " + length);
        }
        for (double number : row.measured()) {
            if (!Double.isFinite(number)) {
                throw new SerializationException(
                        "expected finite numbers as " + row.dataset().measure().name() + ", found " + number);
            }
        }
        Long micros = row.timeMicros();
        if (micros != null && !SeriesStatistics.isTime(micros)) {
            throw new SerializationException(
                    "expected a time in the years 0000 to 9999, found " + micros + " µs after 1970");
        }
    }

    /** Adds a row that passed {@link #requireAddable}. */
    public void add(ValidRow row) {
        Map<String, Growing> series = seriesOf(row);
        Growing growing = series.get(row.series());
        if (growing == null) {
            series.put(row.series(), new Growing(row));
            size++;
        } else {
            growing.add(row);
        }
    }

    /** Returns the number of pending deltas. */
    public int size() {
        return size;
    }

    /** Passes all pending deltas to the receiver, in batches of one file, and removes them. */
    public void drainTo(Receiver receiver) {
        groups.forEach((group, series) -> {
            series.forEach((name, growing) -> {
                Delta delta = growing.delta(group, name);
                if (!batch.hasRoomFor(delta)) {
                    receiver.accept(group.fileId(), batch.take());
                }
                batch.add(delta);
            });
            if (!batch.isEmpty()) {
                receiver.accept(group.fileId(), batch.take());
            }
        });
        clear();
    }

    /** Removes all pending deltas. */
    public void clear() {
        groups.clear();
        lastGroup = null;
        size = 0;
    }

    private Map<String, Growing> seriesOf(ValidRow row) {
        if (lastGroup == null || !lastGroup.takes(row)) {
            Group group = Group.of(row);
            lastGroup = group;
            lastSeries = groups.computeIfAbsent(group, other -> new HashMap<>());
        }
        return lastSeries;
    }

    /** The key of rows that differ only in their series, and in their time where there are no windows. */
    private record Group(
            String fileId,
            RowOrigin origin,
            String dataset,
            @Nullable Window window) {
        static Group of(ValidRow row) {
            return new Group(row.fileId(), RowOrigin.of(row), row.dataset().name(), Window.of(row));
        }

        boolean takes(ValidRow row) {
            return origin == RowOrigin.of(row)
                    && dataset.equals(row.dataset().name())
                    && fileId.equals(row.fileId())
                    && Window.isOf(window, row);
        }
    }

    /** A delta that is being accumulated. */
    private static final class Growing {
        private long rows = 1;
        private long checksum;
        private SeriesValue value;
        private final boolean detailed;

        Growing(ValidRow first) {
            checksum = line(first);
            value = SeriesValue.of(first);
            detailed = first.dataset().percentiles();
        }

        void add(ValidRow row) {
            rows++;
            checksum += line(row);
            value = value.plus(row);
        }

        Delta delta(Group group, String series) {
            String dataset = group.origin() == RowOrigin.STREAM ? group.dataset() : null;
            return new Delta(
                    group.origin(),
                    dataset,
                    series,
                    new Tally(rows, checksum),
                    value.withoutKnownDetails(),
                    detailed,
                    group.window());
        }

        private static long line(ValidRow row) {
            return row.line() == null ? 0 : row.line();
        }
    }
}
