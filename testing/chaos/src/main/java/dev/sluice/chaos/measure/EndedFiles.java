package dev.sluice.chaos.measure;

import dev.sluice.chaos.workload.ChaosFile;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.FileSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The latest files that were seen to have ended, one for each partition. Thread-safe. */
public final class EndedFiles {
    private final int partitions;
    private final Map<Integer, String> last = new HashMap<>();
    private final List<FileSummary> unchecked = new ArrayList<>();

    public EndedFiles(int partitions) {
        this.partitions = partitions;
    }

    public synchronized void add(FileSummary end) {
        if (!ChaosFile.isToBeDeleted(end.fileId())) {
            last.put(FileIds.partition(end.fileId(), partitions), end.fileId());
        }
        unchecked.add(end);
    }

    /** By partition. */
    synchronized Map<Integer, String> last() {
        return Map.copyOf(last);
    }

    /** The files added since the last call. */
    public synchronized List<FileSummary> takeUnchecked() {
        List<FileSummary> taken = List.copyOf(unchecked);
        unchecked.clear();
        return taken;
    }
}
