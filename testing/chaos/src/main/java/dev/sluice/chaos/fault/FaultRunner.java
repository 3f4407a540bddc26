package dev.sluice.chaos.fault;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.Role;
import dev.sluice.chaos.measure.BrokerLoss;
import dev.sluice.chaos.measure.Unavailability;
import dev.sluice.chaos.report.Counts;
import dev.sluice.chaos.verify.Deletions;
import dev.sluice.chaos.workload.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Injects the faults of a plan at their times, and heals them. */
public final class FaultRunner {
    private static final long LOOK_MS = 200;

    private final Cluster cluster;
    private final Traffic traffic;
    private final Deletions deletions;
    private final BrokerLoss brokerLoss;
    private final Unavailability unavailability;
    private final Counts counts;
    private final Consumer<String> progress;

    public FaultRunner(
            Cluster cluster,
            Traffic traffic,
            Deletions deletions,
            BrokerLoss brokerLoss,
            Unavailability unavailability,
            Counts counts,
            Consumer<String> progress) {
        this.cluster = cluster;
        this.traffic = traffic;
        this.deletions = deletions;
        this.brokerLoss = brokerLoss;
        this.unavailability = unavailability;
        this.counts = counts;
        this.progress = progress;
    }

    private record Step(Duration at, Action action) {}

    private interface Action {
        void run() throws InterruptedException;
    }

    /**
     * Returns when the time is over and the last fault is healed.
     *
     * @param meanwhile is called repeatedly
     */
    public void run(List<Fault> plan, Duration length, Runnable meanwhile) throws InterruptedException {
        List<Step> steps = new ArrayList<>();
        for (Fault fault : plan) {
            steps.add(new Step(fault.at(), () -> inject(fault)));
            steps.add(new Step(fault.end(), () -> heal(fault)));
        }
        steps.add(new Step(length, () -> progress.accept("no more faults")));
        steps.sort(Comparator.comparing(Step::at));
        long begun = System.nanoTime();
        for (Step step : steps) {
            while (System.nanoTime() - begun < step.at().toNanos()) {
                meanwhile.run();
                Thread.sleep(LOOK_MS);
            }
            step.action().run();
        }
    }

    private void inject(Fault fault) throws InterruptedException {
        if (fault.role() == Role.SPLITTER || fault.role() == Role.AGGREGATOR) {
            traffic.await(fault.role());
        }
        if (fault.role() == Role.AGGREGATOR || fault.kind() == FaultKind.KILL_ALL) {
            deletions.beforeFault();
        }
        progress.accept(fault.toString());
        counts.add(fault.name());
        unavailability.begin(fault.name());
        switch (fault.kind()) {
            case KILL, KILL_AND_WIPE -> {
                cluster.process(fault.target()).kill();
                if (fault.kind() == FaultKind.KILL_AND_WIPE) {
                    cluster.disk(fault.target()).wipe();
                }
            }
            case PAUSE -> cluster.process(fault.target()).pause();
            case CUT_OFF -> cluster.network().cutOff(fault.target());
            case CUT_FROM_BROKERS -> cluster.network().cutOffFrom(fault.target(), Cluster.namesOf(Role.BROKER));
            case CUT_FROM_SERVICES -> cluster.network().cutOffFrom(fault.target(), servicesBut(fault.target()));
            case FILL_DISK -> cluster.disk(fault.target()).fill();
            case KILL_ALL -> {
                Cluster.namesOf(Role.BROKER)
                        .forEach(name -> cluster.process(name).kill());
                brokerLoss.killed();
            }
        }
    }

    private static List<String> servicesBut(String process) {
        List<String> others = new ArrayList<>(Cluster.names());
        others.removeAll(Cluster.namesOf(Role.BROKER));
        others.remove(process);
        return others;
    }

    private void heal(Fault fault) {
        switch (fault.kind()) {
            case KILL, KILL_AND_WIPE -> cluster.process(fault.target()).start();
            case PAUSE -> cluster.process(fault.target()).resume();
            case CUT_OFF, CUT_FROM_BROKERS, CUT_FROM_SERVICES ->
                cluster.network().reconnect(fault.target());
            case FILL_DISK -> cluster.disk(fault.target()).clear();
            case KILL_ALL -> {
                Cluster.namesOf(Role.BROKER)
                        .forEach(name -> cluster.process(name).start());
                brokerLoss.started();
            }
        }
    }
}
