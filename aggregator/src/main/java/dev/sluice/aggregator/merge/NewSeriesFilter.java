package dev.sluice.aggregator.merge;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows the series of the most recently merged files, to skip the store lookup for a new series. It starts empty with
 * each task, and it knows either all series of a file or none: all if it has seen as many as the file's stored state
 * counts, since a task's store is changed by this task alone.
 */
final class NewSeriesFilter {
    private static final int MAX_FILES = 4;

    private final Map<String, ScalableBloomFilter> files = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ScalableBloomFilter> eldest) {
            return size() > MAX_FILES;
        }
    };

    /** Forgets everything: the latest additions weren't written to the store. */
    void clear() {
        files.clear();
    }

    /** Whether a file, which has this many series now, certainly lacks this one. */
    boolean isNew(String fileId, long seriesOfFile, String series) {
        if (seriesOfFile == 0) {
            return true;
        }
        ScalableBloomFilter known = files.get(fileId);
        return known != null && known.count() == seriesOfFile && !known.mayHold(series);
    }

    /** Adds a series that was new to a file with this many series. */
    void add(String fileId, long seriesOfFile, String series) {
        if (seriesOfFile == 0) {
            files.put(fileId, new ScalableBloomFilter());
        }
        ScalableBloomFilter known = files.get(fileId);
        if (known != null && known.count() == seriesOfFile) {
            known.add(series);
        }
    }
}
