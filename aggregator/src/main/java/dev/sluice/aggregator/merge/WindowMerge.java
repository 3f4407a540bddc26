package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.delta.Window;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.WindowStore;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Merges the deltas of some rows of a file into the windows of its series. */
final class WindowMerge {
    private final Map<SeriesWindows.Key, Part> parts = new LinkedHashMap<>();

    /** The contribution of the deltas to a window. */
    private static final class Part {
        private final SeriesStatistics statistics = new SeriesStatistics();
        private long rows;
    }

    /** Adds a delta, if it is of a window. Its value is copied, so it may be modified afterwards. */
    void add(Delta delta) {
        Window window = delta.window();
        if (window != null) {
            Part part = parts.computeIfAbsent(
                    new SeriesWindows.Key(delta.series(), window.start(), window.seconds()), key -> new Part());
            part.statistics.merge(delta.value().statistics());
            part.rows += delta.tally().rows();
        }
    }

    /**
     * Writes the windows, and counts the rows of those that the file doesn't accept any more.
     *
     * @param state of the file, whose numbers of windows and rows are changed
     * @param beyond the series that have no separate statistics, and so no windows
     * @param limit the maximum number of windows of a file
     */
    void writeTo(WindowStore store, FileState state, Set<String> beyond, long limit) {
        Map<SeriesWindows.Key, SeriesStatistics> changed = new LinkedHashMap<>();
        parts.forEach((key, part) -> {
            if (beyond.contains(key.series())) {
                return;
            }
            SeriesStatistics stored = store.get(state.fileId(), key);
            if (stored != null) {
                stored.merge(part.statistics);
                changed.put(key, stored);
            } else if (state.windows().isFull(limit)) {
                state.windows(state.windows().overflowed(part.rows));
            } else {
                state.windows(state.windows().added());
                changed.put(key, part.statistics);
            }
        });
        store.put(state.fileId(), changed);
    }
}
