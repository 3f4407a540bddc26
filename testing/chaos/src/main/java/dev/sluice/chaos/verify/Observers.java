package dev.sluice.chaos.verify;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.Role;
import dev.sluice.chaos.measure.EndedFiles;
import dev.sluice.chaos.measure.Unavailability;
import dev.sluice.chaos.report.Counts;
import dev.sluice.chaos.report.Violations;
import dev.sluice.chaos.workload.Accepted;
import dev.sluice.chaos.workload.ChaosFile;
import dev.sluice.chaos.workload.FileRows;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.Task;
import dev.sluice.chaos.workload.Traffic;
import dev.sluice.chaos.workload.Workers;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Observes what Sluice makes of the files that it has accepted. */
public final class Observers implements Accepted {
    private static final int THREADS_PER_POLLER = 4;

    private final RowLedger rows;
    private final StatusLedger statuses;
    private final FileHistories histories;
    private final Deletions deletions;
    private final List<Task> askers = new ArrayList<>();
    private final long begun = System.nanoTime();
    private final RowReader reader;
    private final SeriesChecker series;
    private final List<StatusPoller> pollers = new ArrayList<>();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final List<String> inOrder = new CopyOnWriteArrayList<>();

    public Observers(
            long seed,
            Cluster cluster,
            Topics topics,
            SluiceHttp http,
            EndedFiles ended,
            Unavailability unavailability,
            Traffic traffic,
            Violations violations,
            Counts counts) {
        rows = new RowLedger(violations);
        statuses = new StatusLedger(violations);
        histories = new FileHistories(violations);
        reader = RowReader.of(cluster.bootstrapServers(), topics, rows, unavailability, traffic);
        List<URI> results = cluster.addresses(Role.RESULTS);
        deletions = new Deletions(results, http, histories, statuses, counts);
        series = new SeriesChecker(seed, results, http, statuses, histories, ended, counts);
        List<String> names = Cluster.namesOf(Role.RESULTS);
        for (int i = 0; i < results.size(); i++) {
            pollers.add(new StatusPoller(
                    names.get(i), results.get(i), http, statuses, histories, ended, deletions, counts));
        }
        askers(seed, cluster, topics);
    }

    /** Every instance is queried directly, too: its answers to results-api are what clients get in the end. */
    private void askers(long seed, Cluster cluster, Topics topics) {
        // The 503s that are counted are those that clients saw.
        SluiceHttp direct = new SluiceHttp(new Counts());
        Supplier<List<String>> others = () -> inOrder;
        for (int i = 0; i < Cluster.instances(Role.RESULTS); i++) {
            String name = Role.RESULTS.instance(i + 1);
            URI api = cluster.addresses(Role.RESULTS).get(i);
            askers.add(new FileAsker(
                    seed + i, name, id -> direct.status(api, id), histories, statuses, deletions, others));
            askers.add(new FileAsker(
                    seed + i,
                    name + " (result)",
                    id -> direct.result(api, id),
                    histories,
                    statuses,
                    deletions,
                    others));
            askers.add(new ListAsker(name + " (list)", direct, api, histories));
        }
        for (int i = 0; i < Cluster.instances(Role.AGGREGATOR); i++) {
            URI aggregator = cluster.addresses(Role.AGGREGATOR).get(i);
            for (boolean copy : List.of(false, true)) {
                String name = Role.AGGREGATOR.instance(i + 1) + (copy ? " (copy)" : " (owner)");
                askers.add(new FileAsker(
                        seed + i,
                        name,
                        id -> direct.atAggregator(aggregator, id, copy),
                        histories,
                        statuses,
                        deletions,
                        others));
                askers.add(
                        new PartListAsker(name + " (list)", direct, aggregator, topics.partitions(), copy, histories));
            }
        }
    }

    public void start(Workers workers) {
        for (int i = 0; i < Deletions.THREADS; i++) {
            workers.start("deletions", deletions);
        }
        askers.forEach(asker -> workers.start("asker", asker));
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
        histories.creating(fileId, begun);
        histories.created("ingest-gateway", fileId, System.nanoTime());
        await(fileId, file);
    }

    @Override
    public void stored(String fileId, ChaosFile file) {
        histories.creating(fileId, begun);
        await(fileId, file);
    }

    private void await(String fileId, ChaosFile file) {
        statuses.accepted(fileId, file.expected());
        rows.accepted(fileId, file.rows());
        accepted.add(fileId);
        inOrder.add(fileId);
        pollers.forEach(poller -> poller.add(fileId));
    }

    @Override
    public void streamed(ChaosFile file) {
        String fileId = file.streamId();
        histories.creating(fileId, begun);
        statuses.accepted(fileId, file.expected());
        accepted.add(fileId);
        inOrder.add(fileId);
        pollers.forEach(poller -> poller.add(fileId));
    }

    @Override
    public boolean isDeleted(String fileId) {
        return histories.isDeleted(fileId);
    }

    @Override
    public void aborted(String fileId) {
        histories.never(fileId);
        rows.accepted(fileId, new FileRows());
        inOrder.add(fileId);
    }

    /** Whether the expected result of the file is known, or unknowable: rows of a stream may be written twice. */
    boolean isKnown(String fileId) {
        return accepted.contains(fileId) || ChaosFile.isStream(fileId);
    }

    public Set<String> accepted() {
        return accepted;
    }

    public FileHistories histories() {
        return histories;
    }

    public Deletions deletions() {
        return deletions;
    }

    public RowLedger rows() {
        return rows;
    }

    public StatusLedger statuses() {
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
