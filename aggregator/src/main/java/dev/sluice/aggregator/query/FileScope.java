package dev.sluice.aggregator.query;

import dev.sluice.aggregator.file.FileCompletion;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.FileStore.Listed;
import dev.sluice.schemas.query.DatasetTotals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files that a query is about: those of one client, or all.
 *
 * @param client the client, or null for all
 */
record FileScope(@Nullable String client) {
    static final FileScope ALL = new FileScope(null);

    private static final int PAGE = 1_000;

    static FileScope of(@Nullable String client) {
        return client == null ? ALL : new FileScope(client);
    }

    boolean has(FileState file) {
        return client == null || client.equals(file.client());
    }

    /** Returns the file's state if the query is about it, and otherwise null, as if there were no such file. */
    @Nullable
    FileState state(FileStore store, String fileId) {
        FileState state = store.state(fileId);
        return state == null || !has(state) ? null : state;
    }

    /** Returns whether there is such a file, but the query isn't about it. */
    boolean excludes(FileStore store, String fileId) {
        if (client == null) {
            return false;
        }
        FileState state = store.state(fileId);
        return state != null && !has(state);
    }

    /** Returns which files of a store the query is about. Remembers them, as a sum meets a file once for each series. */
    Predicate<String> filesOf(FileStore store) {
        if (client == null) {
            return fileId -> true;
        }
        Map<String, Boolean> known = new HashMap<>();
        return fileId -> known.computeIfAbsent(fileId, id -> state(store, id) != null);
    }

    List<Listed> newestFirst(FileStore store, @Nullable Listed after, int limit) {
        return client == null
                ? store.newestFirst(after, limit)
                : store.ofClients().newestFirst(client, after, limit);
    }

    /** Returns the totals over a dataset's ended files. Those of one client are added up from its files. */
    DatasetTotals totals(FileStore store, String dataset) {
        if (client == null) {
            return store.datasetSeries().totals(dataset);
        }
        DatasetTotals totals = DatasetTotals.NONE;
        Listed last = null;
        List<Listed> page;
        do {
            page = newestFirst(store, last, PAGE);
            for (Listed listed : page) {
                last = listed;
                FileState file = state(store, listed.fileId());
                if (file != null
                        && file.phase() == FileState.Phase.ENDED
                        && file.dataset().equals(dataset)) {
                    totals = totals.plus(FileCompletion.totals(file.summary()));
                }
            }
        } while (page.size() == PAGE);
        return totals;
    }
}
