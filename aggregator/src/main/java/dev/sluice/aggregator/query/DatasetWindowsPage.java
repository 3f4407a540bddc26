package dev.sluice.aggregator.query;

import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The first windows of one series over files, from the windows of these files, each of them in the order of time. */
final class DatasetWindowsPage {
    private final int limit;
    private final TreeMap<SeriesWindows.Key, SeriesStatistics> first = new TreeMap<>(
            Comparator.comparingLong(SeriesWindows.Key::start).thenComparingLong(SeriesWindows.Key::seconds));

    DatasetWindowsPage(int limit) {
        this.limit = limit;
    }

    /** Adds a window of a file. Returns false if it and all later ones of the file are beyond the page. */
    boolean add(SeriesWindows.Key window, SeriesStatistics statistics) {
        // One more than the page, which shows that the page isn't the last.
        if (first.size() > limit && first.comparator().compare(window, first.lastKey()) > 0) {
            return false;
        }
        first.computeIfAbsent(window, key -> new SeriesStatistics()).merge(statistics);
        if (first.size() > limit + 1) {
            first.pollLastEntry();
        }
        return true;
    }

    SeriesWindows.Sums result() {
        List<SeriesWindows.Sum> windows = new ArrayList<>();
        for (Map.Entry<SeriesWindows.Key, SeriesStatistics> window : first.entrySet()) {
            if (windows.size() == limit) {
                return new SeriesWindows.Sums(windows, true);
            }
            SeriesWindows.Key key = window.getKey();
            windows.add(new SeriesWindows.Sum(key.start(), key.seconds(), window.getValue()));
        }
        return new SeriesWindows.Sums(windows, false);
    }
}
