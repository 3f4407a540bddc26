package dev.sluice.chaos;

import dev.sluice.chaos.cluster.CleanUp;
import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.Loopback;
import dev.sluice.chaos.cluster.Machine;
import dev.sluice.chaos.cluster.ServiceSettings;
import dev.sluice.chaos.fault.Fault;
import dev.sluice.chaos.fault.FaultKind;
import dev.sluice.chaos.fault.FaultPlan;
import dev.sluice.chaos.fault.FaultRunner;
import dev.sluice.chaos.fault.Supervisor;
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
import dev.sluice.chaos.verify.FinalChecks;
import dev.sluice.chaos.verify.Observers;
import dev.sluice.chaos.workload.Clients;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.Traffic;
import dev.sluice.chaos.workload.Workers;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.TemporaryDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One run: a cluster, a workload, the faults of a plan, and the checks. */
final class ChaosRun {
    private static final Duration START = Duration.ofMinutes(5);
    /** A shorter run has less to restore. */
    private static final Duration SHORT = Duration.ofMinutes(5);

    private static final int BALLAST = 8;
    private static final int FEW_BALLAST = 2;

    private final RunOptions options;
    private final ProgressLog progress;
    private final Counts counts = new Counts();
    private final Times times = new Times();
    private final Unavailability unavailability = new Unavailability(System::nanoTime);
    private final Violations violations;
    private final SluiceHttp http = new SluiceHttp(counts);
    private final Topics topics = Cluster.topics();
    private final Coverage coverage = new Coverage(topics, counts);

    /** @param out receives the events of the run, line by line */
    ChaosRun(RunOptions options, Consumer<String> out) {
        this.options = options;
        this.progress = new ProgressLog(out);
        this.violations = new Violations(violation -> out.accept("VIOLATION: " + violation));
    }

    ChaosReport run() throws IOException, InterruptedException, ExecutionException {
        TemporaryDirectory directory = TemporaryDirectory.create();
        progress.report("seed " + options.seed() + ", logs in " + directory.path());
        Machine machine;
        List<Fault> plan;
        try (CleanUp cleanUp = new CleanUp()) {
            machine = Machine.prepare(directory.path(), cleanUp);
            plan = plan(machine);
            Cluster cluster = Cluster.start(
                    directory.path(),
                    machine.network(),
                    machine.ownDisks(),
                    options.jvm(),
                    options.mutation().mainClasses(),
                    cleanUp);
            run(cluster, plan);
        }
        LogCounts.in(directory.path()).forEach(counts::add);
        LogCounts.in(directory.path().resolve(ServiceSettings.ACCESS_LOGS)).forEach(counts::add);
        ChaosReport report = new ChaosReport(
                options.seed(),
                options.length().toSeconds() / 60.0,
                options.mutation().name(),
                plan.size(),
                FaultPlan.kills(plan),
                machine.leftOut(),
                counts.all(),
                times.all(),
                unavailability.all(),
                coverage.missing(),
                violations.count(),
                violations.kept(),
                directory.path().toString());
        if (report.isGood()) {
            directory.close();
        }
        return report;
    }

    private List<Fault> plan(Machine machine) {
        Set<FaultKind> possible = EnumSet.allOf(FaultKind.class);
        if (machine.network() instanceof Loopback) {
            possible.removeIf(FaultKind::parts);
        }
        if (!machine.ownDisks()) {
            possible.remove(FaultKind.FILL_DISK);
        }
        return FaultPlan.of(options.seed(), options.length(), options.rest(), possible);
    }

    private void run(Cluster cluster, List<Fault> plan) throws InterruptedException, ExecutionException {
        progress.report("starting " + Cluster.names().size() + " processes");
        Readiness.await(cluster, http, START);
        progress.report("all are ready");
        EndedFiles ended = new EndedFiles(topics.partitions());
        Traffic traffic = new Traffic();
        Observers observers = new Observers(
                options.seed(), cluster, topics, http, ended, unavailability, traffic, violations, counts);
        Clients clients = new Clients(options.seed(), cluster, topics, http, observers, traffic, counts);
        try (Workers observing = new Workers();
                BrokerLoss brokerLoss = new BrokerLoss(cluster, http, times);
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
            observers.start(observing);
            observing.start("supervisor", new Supervisor(cluster, counts));
            try (Workers load = new Workers()) {
                sendBallast(clients, observers);
                new Probes(cluster, topics, http, ended, unavailability).start(load);
                clients.start(load, options.rowsPerSecond());
                Runnable meanwhile = () -> {
                    load.check();
                    observing.check();
                    progress.tick(observers, counts);
                };
                new FaultRunner(
                                cluster,
                                traffic,
                                observers.deletions(),
                                brokerLoss,
                                unavailability,
                                counts,
                                progress::report)
                        .run(plan, options.length(), meanwhile);
                progress.report("no more uploads");
            }
            long healed = System.nanoTime();
            new FinalChecks(
                            options.seed(),
                            cluster,
                            topics,
                            observers,
                            http,
                            new OpenTransactions(admin),
                            violations,
                            progress::report,
                            () -> {
                                observing.check();
                                progress.tick(observers, counts);
                            })
                    .run(healed, times);
            coverage.countAborted(cluster.bootstrapServers());
        }
        counts.add("rows read", observers.rows().rows());
        counts.add("answers in histories", observers.histories().answers());
    }

    /**
     * Enough series that a wiped instance restores for seconds, while it is queried for files that were deleted
     * meanwhile.
     */
    private void sendBallast(Clients clients, Observers observers) throws InterruptedException {
        int files = options.length().compareTo(SHORT) < 0 ? FEW_BALLAST : BALLAST;
        progress.report("sending " + files + " large files");
        clients.sendBallast(files, START);
        long deadline = System.nanoTime() + START.toNanos();
        while (observers.statuses().open() > 0 && System.nanoTime() - deadline < 0) {
            Thread.sleep(200);
        }
    }
}
