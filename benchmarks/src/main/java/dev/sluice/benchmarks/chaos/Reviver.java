package dev.sluice.benchmarks.chaos;

/** Starts processes again that ended by themselves, as Docker or Kubernetes would. */
final class Reviver implements Work {
    static final String ENDED = "ended by itself: ";

    private final Cluster cluster;
    private final Counts counts;

    Reviver(Cluster cluster, Counts counts) {
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
