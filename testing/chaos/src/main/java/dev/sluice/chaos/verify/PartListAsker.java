package dev.sluice.chaos.verify;

import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.Task;
import java.net.URI;

/** Lists the newest files of each partition at one aggregator repeatedly, and records the lists. */
final class PartListAsker implements Task {
    private static final long PAUSE_MS = 1_000;

    private final String name;
    private final SluiceHttp http;
    private final URI aggregator;
    private final int partitions;
    private final boolean copy;
    private final FileHistories histories;
    private int turn;

    PartListAsker(String name, SluiceHttp http, URI aggregator, int partitions, boolean copy, FileHistories histories) {
        this.name = name;
        this.http = http;
        this.aggregator = aggregator;
        this.partitions = partitions;
        this.copy = copy;
        this.histories = histories;
    }

    @Override
    public void round() throws InterruptedException {
        long asked = System.nanoTime();
        if (http.filesAtAggregator(aggregator, turn++ % partitions, copy)
                instanceof HttpAnswer.Found<SluiceHttp.Files> found) {
            histories.listed(name, found.value().files(), asked, System.nanoTime());
        }
        Thread.sleep(PAUSE_MS);
    }
}
