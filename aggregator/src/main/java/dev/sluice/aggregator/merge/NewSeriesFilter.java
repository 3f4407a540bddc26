package dev.sluice.aggregator.merge;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which series the files merged last have, so that the store need not be asked for one that is new. It only spares reads:
 * it begins empty with each task, and knows of a file all or nothing. That is certain when it has seen as many series as
 * the file's state in the store says, for a task's store changes through this task alone.
 */
final class NewSeriesFilter {
    private static final int MOST_FILES = 4;

    private final Map<String, ScalableBloomFilter> files = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ScalableBloomFilter> eldest) {
            return size() > MOST_FILES;
        }
    };

    /** Forgets all: what it was told last isn't in the store. */
    void clear() {
        files.clear();
    }

    /** Whether a file, which has so many series now, certainly hasn't this one. */
    boolean isNew(String fileId, long seriesOfFile, String series) {
        if (seriesOfFile == 0) {
            return true;
        }
        ScalableBloomFilter known = files.get(fileId);
        return known != null && known.count() == seriesOfFile && !known.mayHold(series);
    }

    /** Enters a series that a file hadn't among the so many it had. */
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
