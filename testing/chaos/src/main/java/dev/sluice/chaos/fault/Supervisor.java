package dev.sluice.chaos.fault;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.RigProcess;
import dev.sluice.chaos.report.Counts;
import dev.sluice.chaos.workload.Task;

/** Restarts processes that ended by themselves, like Docker or Kubernetes. */
public final class Supervisor implements Task {
    static final String ENDED = "ended by itself: ";

    private final Cluster cluster;
    private final Counts counts;

    public Supervisor(Cluster cluster, Counts counts) {
        this.cluster = cluster;
        this.counts = counts;
    }

    @Override
    public void round() throws InterruptedException {
        Thread.sleep(1_000);
        for (RigProcess process : cluster.processes()) {
            if (process.revive()) {
                counts.add(ENDED + process.name());
            }
        }
    }
}
