package dev.sluice.benchmarks.chaos;

import dev.sluice.schemas.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All that looks at what Sluice makes of the files it has accepted. */
final class Watch implements Accepted {
    private static final int THREADS_PER_POLLER = 4;

    private final String rawChunks;
    private final RowLedger rows;
    private final StatusLedger statuses;
    private final RowReader reader;
    private final SeriesChecker series;
    private final List<StatusPoller> pollers = new ArrayList<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    Watch(
            long seed,
            Cluster cluster,
            Topics topics,
            SluiceHttp http,
            EndedFiles ended,
            Outages outages,
            Traffic traffic,
            Violations violations,
            Counts counts) {
        rawChunks = topics.rawChunks().name();
        rows = new RowLedger(violations);
        statuses = new StatusLedger(violations);
        reader = RowReader.of(cluster.bootstrapServers(), topics, rows, outages, traffic);
        List<URI> results = cluster.addresses(Role.RESULTS);
        series = new SeriesChecker(seed, results, http, statuses, ended, counts);
        List<String> names = Cluster.namesOf(Role.RESULTS);
        for (int i = 0; i < results.size(); i++) {
            pollers.add(new StatusPoller(names.get(i), results.get(i), http, statuses, ended, counts));
        }
    }

    void start(Workers workers) {
        workers.start("row-reader", reader);
        workers.start("series-checker", series);
        for (StatusPoller poller : pollers) {
            for (int i = 0; i < THREADS_PER_POLLER; i++) {
                workers.start("status-poller", poller);
            }
        }
    }

    @Override
    public void accepted(String fileId, ChaosFile file) {
        // Of a direct producer's record nobody has heard before it is split.
        boolean uploaded = !fileId.startsWith(rawChunks);
        statuses.accepted(fileId, file.expected(), uploaded);
        rows.accepted(fileId, file.rows());
        accepted.add(fileId);
        pollers.forEach(poller -> poller.add(fileId));
    }

    boolean isAccepted(String fileId) {
        return accepted.contains(fileId);
    }

    Set<String> accepted() {
        return accepted;
    }

    RowLedger rows() {
        return rows;
    }

    StatusLedger statuses() {
        return statuses;
    }

    RowReader reader() {
        return reader;
    }

    SeriesChecker series() {
        return series;
    }

    List<StatusPoller> pollers() {
        return List.copyOf(pollers);
    }
}
