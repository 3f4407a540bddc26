package dev.sluice.chaos;

import dev.sluice.chaos.cluster.CleanUp;
import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.Jvm;
import dev.sluice.chaos.cluster.Loopback;
import dev.sluice.chaos.cluster.Mutation;
import dev.sluice.chaos.cluster.Network;
import dev.sluice.chaos.cluster.NetworkNamespaces;
import dev.sluice.chaos.cluster.RigProcess;
import dev.sluice.chaos.cluster.Role;
import dev.sluice.chaos.cluster.ServiceSettings;
import dev.sluice.chaos.cluster.StateDisk;
import dev.sluice.chaos.cluster.TopicConsumers;
import dev.sluice.chaos.fault.Fault;
import dev.sluice.chaos.fault.FaultKind;
import dev.sluice.chaos.fault.FaultPlan;
import dev.sluice.chaos.fault.FaultRunner;
import dev.sluice.chaos.fault.Supervisor;
import dev.sluice.chaos.measure.AbortedRecords;
import dev.sluice.chaos.measure.BrokerLoss;
import dev.sluice.chaos.measure.EndedFiles;
import dev.sluice.chaos.measure.LogCounts;
import dev.sluice.chaos.measure.OpenTransactions;
import dev.sluice.chaos.measure.Probes;
import dev.sluice.chaos.measure.Unavailability;
import dev.sluice.chaos.report.ChaosReport;
import dev.sluice.chaos.report.Counts;
import dev.sluice.chaos.report.Times;
import dev.sluice.chaos.report.Violations;
import dev.sluice.chaos.verify.Deletions;
import dev.sluice.chaos.verify.FinalChecks;
import dev.sluice.chaos.verify.Observers;
import dev.sluice.chaos.workload.ChaosFile;
import dev.sluice.chaos.workload.DirectProducer;
import dev.sluice.chaos.workload.DuplicateSender;
import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.Load;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.StreamProducer;
import dev.sluice.chaos.workload.Traffic;
import dev.sluice.chaos.workload.TransactionalProducer;
import dev.sluice.chaos.workload.UploadBody;
import dev.sluice.chaos.workload.Workers;
import dev.sluice.runtime.topic.TopicIds;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.TemporaryDirectory;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** One run: a cluster, a load, the faults of a plan, and the checks. */
final class ChaosRun {
    private static final int CLIENTS = 4;
    private static final Duration START = Duration.ofMinutes(5);
    /** A shorter run has less to restore. */
    private static final Duration SHORT = Duration.ofMinutes(5);

    private static final int BALLAST = 8;
    private static final int FEW_BALLAST = 2;
    private static final Duration TICK = Duration.ofSeconds(10);

    private final long seed;
    private final Duration length;
    private final @Nullable Duration rest;
    private final int rowsPerSecond;
    private final Jvm jvm;
    private final Mutation mutation;
    private final Consumer<String> progress;

    private final Counts counts = new Counts();
    private final Times times = new Times();
    private final Unavailability unavailability = new Unavailability(System::nanoTime);
    private final Violations violations;
    private final List<String> leftOut = new ArrayList<>();
    private final SluiceHttp http = new SluiceHttp(counts);
    private final Topics topics = Cluster.topics();
    private long begun;
    private long ticked;
    private long rowsTicked;

    ChaosRun(
            long seed,
            Duration length,
            @Nullable Duration rest,
            int rowsPerSecond,
            Jvm jvm,
            Mutation mutation,
            Consumer<String> progress) {
        this.seed = seed;
        this.length = length;
        this.rest = rest;
        this.rowsPerSecond = rowsPerSecond;
        this.jvm = jvm;
        this.mutation = mutation;
        this.progress = progress;
        this.violations = new Violations(violation -> progress.accept("VIOLATION: " + violation));
    }

    ChaosReport run() throws IOException, InterruptedException, ExecutionException {
        begun = System.nanoTime();
        ticked = begun;
        TemporaryDirectory directory = TemporaryDirectory.create();
        tell("seed " + seed + ", logs in " + directory.path());
        List<Fault> plan;
        try (CleanUp cleanUp = new CleanUp()) {
            Network network = network(cleanUp);
            boolean ownDisks = ownDisks(directory);
            plan = plan(network, ownDisks);
            Cluster cluster = Cluster.start(directory.path(), network, ownDisks, jvm, mutation.mainClasses(), cleanUp);
            run(cluster, plan);
        }
        LogCounts.in(directory.path()).forEach(counts::add);
        LogCounts.in(directory.path().resolve(ServiceSettings.ACCESS_LOGS)).forEach(counts::add);
        ChaosReport report = new ChaosReport(
                seed,
                length.toSeconds() / 60.0,
                mutation.name(),
                plan.size(),
                FaultPlan.kills(plan),
                leftOut,
                counts.all(),
                times.all(),
                unavailability.all(),
                notHappened(),
                violations.count(),
                violations.kept(),
                directory.path().toString());
        if (report.isGood()) {
            directory.close();
        }
        return report;
    }

    private List<Fault> plan(Network network, boolean ownDisks) {
        Set<FaultKind> possible = EnumSet.allOf(FaultKind.class);
        if (network instanceof Loopback) {
            possible.removeIf(FaultKind::parts);
        }
        if (!ownDisks) {
            possible.remove(FaultKind.FILL_DISK);
        }
        return FaultPlan.of(seed, length, rest, possible);
    }

    private void run(Cluster cluster, List<Fault> plan) throws InterruptedException, ExecutionException {
        awaitReady(cluster);
        EndedFiles ended = new EndedFiles(topics.partitions());
        Traffic traffic = new Traffic();
        Observers observers =
                new Observers(seed, cluster, topics, http, ended, unavailability, traffic, violations, counts);
        try (Workers watching = new Workers();
                BrokerLoss brokerLoss = new BrokerLoss(cluster, http, times);
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
            observers.start(watching);
            watching.start("supervisor", new Supervisor(cluster, counts));
            try (Workers load = new Workers()) {
                sendBallast(cluster, observers);
                new Probes(cluster, topics, http, ended, unavailability).start(load);
                startLoad(load, cluster, observers, traffic);
                Runnable meanwhile = () -> {
                    load.check();
                    watching.check();
                    tick(observers);
                };
                new FaultRunner(cluster, traffic, observers.deletions(), brokerLoss, unavailability, counts, this::tell)
                        .run(plan, length, meanwhile);
                tell("no more uploads");
            }
            long healed = System.nanoTime();
            new FinalChecks(
                            seed,
                            cluster,
                            topics,
                            observers,
                            http,
                            new OpenTransactions(admin),
                            violations,
                            this::tell,
                            () -> {
                                watching.check();
                                tick(observers);
                            })
                    .run(healed, times);
            countAborted(cluster);
        }
        counts.add("rows read", observers.rows().rows());
        counts.add("answers in histories", observers.histories().answers());
    }

    /** Enough series that a wiped instance is restored for seconds, while it is asked about what was deleted meanwhile. */
    private void sendBallast(Cluster cluster, Observers observers) throws InterruptedException {
        int files = length.compareTo(SHORT) < 0 ? FEW_BALLAST : BALLAST;
        tell("sending " + files + " large files");
        List<URI> gateways = cluster.addresses(Role.GATEWAY);
        for (int i = 0; i < files; i++) {
            ChaosFile file = ChaosFile.ballast(i);
            HttpAnswer<String> answer = http.upload(
                    gateways.get(i % gateways.size()), file.name(), () -> UploadBody.atOnce(file.csv()), START);
            if (answer instanceof HttpAnswer.Found<String> found) {
                observers.accepted(found.value(), file);
            } else {
                throw new IllegalStateException("before any fault, an upload is not accepted: " + answer);
            }
        }
        long deadline = System.nanoTime() + START.toNanos();
        while (observers.statuses().open() > 0 && System.nanoTime() - deadline < 0) {
            Thread.sleep(200);
        }
    }

    private void startLoad(Workers load, Cluster cluster, Observers observers, Traffic traffic) {
        AtomicInteger numbers = new AtomicInteger();
        List<URI> gateways = cluster.addresses(Role.GATEWAY);
        double each = (double) rowsPerSecond / CLIENTS;
        for (int i = 0; i < CLIENTS; i++) {
            load.start("client", new Load(seed, each, numbers, gateways, http, observers, counts));
        }
        String brokers = cluster.bootstrapServers();
        String raw = topics.rawChunks().name();
        load.start(
                "direct-producer",
                new DirectProducer(
                        seed,
                        numbers,
                        raw,
                        topicId(brokers, raw),
                        DirectProducer.producer(brokers),
                        observers,
                        counts));
        load.start(
                "transactional-producer",
                new TransactionalProducer(
                        seed,
                        numbers,
                        topics,
                        topicId(brokers, raw),
                        () -> TransactionalProducer.producer(brokers),
                        observers,
                        counts));
        load.start(
                "stream-producer",
                new StreamProducer(seed, numbers, topics, DirectProducer.producer(brokers), observers, counts));
        load.start(
                "duplicate-sender",
                new DuplicateSender(
                        seed,
                        TopicConsumers.committed(brokers, topics.rawChunks().topicPartitions()),
                        DirectProducer.producer(brokers),
                        traffic,
                        counts));
    }

    private static Uuid topicId(String brokers, String topic) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            return TopicIds.of(admin).of(topic);
        }
    }

    private void awaitReady(Cluster cluster) throws InterruptedException {
        tell("starting " + Cluster.names().size() + " processes");
        long deadline = System.nanoTime() + START.toNanos();
        for (Role role : List.of(Role.GATEWAY, Role.SPLITTER, Role.AGGREGATOR, Role.RESULTS)) {
            for (URI service : cluster.addresses(role)) {
                while (!http.isReady(service)) {
                    refuseEnded(cluster);
                    if (System.nanoTime() - deadline > 0) {
                        throw new IllegalStateException(
                                role + " at " + service + " is not ready after " + START.toMinutes() + " minutes");
                    }
                    Thread.sleep(200);
                }
            }
        }
        tell("all are ready");
    }

    private static void refuseEnded(Cluster cluster) {
        for (RigProcess process : cluster.processes()) {
            if (process.hasEnded()) {
                throw new IllegalStateException(
                        process.name() + " ended before it was ready; its log is " + process.log());
            }
        }
    }

    private void countAborted(Cluster cluster) {
        for (Topic<?, ?> topic : aborting()) {
            counts.add(AbortedRecords.ABORTED + topic.name(), AbortedRecords.count(cluster.bootstrapServers(), topic));
        }
    }

    /** A run in which nothing went wrong shows nothing. */
    private List<String> notHappened() {
        List<String> missing = new ArrayList<>();
        for (String what : List.of(
                LogCounts.REBALANCES,
                LogCounts.RESTORES,
                LogCounts.STANDBY_READS,
                LogCounts.DUPLICATES,
                Deletions.CONFIRMED,
                TransactionalProducer.COMMITTED,
                SluiceHttp.UNAVAILABLE)) {
            if (counts.of(what) == 0) {
                missing.add(what);
            }
        }
        if (aborting().stream().allMatch(topic -> counts.of(AbortedRecords.ABORTED + topic.name()) == 0)) {
            missing.add("aborted transaction");
        }
        return missing;
    }

    /** Into which splitters and aggregators write in their transactions. */
    private List<Topic<?, ?>> aborting() {
        return List.of(topics.validRows(), topics.splitEvents(), topics.deltas());
    }

    private Network network(CleanUp cleanUp) {
        try {
            return NetworkNamespaces.create(Cluster.names(), cleanUp);
        } catch (IOException e) {
            leftOut.add("network partitions: " + e.getMessage());
            return new Loopback();
        }
    }

    private boolean ownDisks(TemporaryDirectory directory) {
        try {
            StateDisk.mounted(directory.path().resolve("disk"), "1m").close();
            return true;
        } catch (IOException e) {
            leftOut.add("full disks: " + e.getMessage());
            return false;
        }
    }

    private void tick(Observers observers) {
        long now = System.nanoTime();
        if (now - ticked < TICK.toNanos()) {
            return;
        }
        long rows = observers.rows().rows();
        tell(String.format(
                Locale.ROOT,
                "%,d files accepted, %,d not, %,d of the accepted not ended, %,d without all rows; %,.0f rows/s",
                observers.accepted().size(),
                counts.of(Load.REFUSED),
                observers.statuses().open(),
                observers.rows().incomplete(),
                (rows - rowsTicked) / ((now - ticked) / 1e9)));
        ticked = now;
        rowsTicked = rows;
    }

    private void tell(String what) {
        long seconds = (System.nanoTime() - begun) / 1_000_000_000;
        progress.accept(String.format(Locale.ROOT, "%d:%02d %s", seconds / 60, seconds % 60, what));
    }
}
