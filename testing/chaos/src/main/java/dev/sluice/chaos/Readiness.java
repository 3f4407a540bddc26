package dev.sluice.chaos;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.RigProcess;
import dev.sluice.chaos.cluster.Role;
import dev.sluice.chaos.workload.SluiceHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Waits for a cluster that was started. */
final class Readiness {
    private static final long PAUSE_MS = 200;

    private Readiness() {}

    /**
     * Returns when all services are ready.
     *
     * @throws IllegalStateException if a process ends instead, or one isn't ready in time
     */
    static void await(Cluster cluster, SluiceHttp http, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (Role role : List.of(Role.GATEWAY, Role.SPLITTER, Role.AGGREGATOR, Role.RESULTS)) {
            for (URI service : cluster.addresses(role)) {
                while (!http.isReady(service)) {
                    refuseEnded(cluster);
                    if (System.nanoTime() - deadline > 0) {
                        throw new IllegalStateException(
                                role + " at " + service + " is not ready after " + longest.toMinutes() + " minutes");
                    }
                    Thread.sleep(PAUSE_MS);
                }
            }
        }
    }

    private static void refuseEnded(Cluster cluster) {
        for (RigProcess process : cluster.processes()) {
            if (process.hasEnded()) {
                throw new IllegalStateException(
                        process.name() + " ended before it was ready; its log is " + process.log());
            }
        }
    }
}
