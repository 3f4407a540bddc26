package dev.sluice.chaos.verify;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.cluster.Role;
import dev.sluice.chaos.measure.OpenTransactions;
import dev.sluice.chaos.report.Times;
import dev.sluice.chaos.report.Violation;
import dev.sluice.chaos.report.Violations;
import dev.sluice.chaos.workload.ChaosFile;
import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The checks after the last fault is healed, all traffic has stopped, and Sluice has had time: everything has ended,
 * all instances agree, and nothing is left over.
 */
public final class FinalChecks {
    static final String ENDED = "last fault healed: every accepted upload has ended";

    /** Ten times the expected duration: the speed is reported, completion is asserted. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final long LOOK_MS = 200;
    private static final String CLUSTER = "(none)";

    private final long seed;
    private final Cluster cluster;
    private final Topics topics;
    private final Observers observers;
    private final SluiceHttp http;
    private final OpenTransactions transactions;
    private final Violations violations;
    private final Consumer<String> progress;
    private final Runnable meanwhile;

    public FinalChecks(
            long seed,
            Cluster cluster,
            Topics topics,
            Observers observers,
            SluiceHttp http,
            OpenTransactions transactions,
            Violations violations,
            Consumer<String> progress,
            Runnable meanwhile) {
        this.seed = seed;
        this.cluster = cluster;
        this.topics = topics;
        this.observers = observers;
        this.http = http;
        this.transactions = transactions;
        this.violations = violations;
        this.progress = progress;
        this.meanwhile = meanwhile;
    }

    /**
     * Waits for the end of all files, and checks them.
     *
     * @param healed when the last fault was, {@link System#nanoTime}
     */
    public void run(long healed, Times times) throws InterruptedException, ExecutionException {
        progress.accept("waiting for " + observers.statuses().open() + " files to end");
        if (await(() -> observers.statuses().open() == 0)) {
            times.add(ENDED, Duration.ofNanos(System.nanoTime() - healed));
        }
        observers.statuses().finish();
        progress.accept("waiting for " + observers.deletions().left() + " deletions to be confirmed");
        observers.deletions().stop();
        if (!await(() -> observers.deletions().left() == 0)) {
            violations.accept(new Violation(
                    CLUSTER,
                    "deletions",
                    "all to be confirmed",
                    observers.deletions().left() + " of unknown outcome"));
        }
        listing();
        rows();
        progress.accept("asking every instance about every file once more");
        allInstances();
        await(() -> observers.series().left() == 0);
        observers.histories().finish();
        progress.accept("looking for dead letters");
        DeadLetters.in(cluster.bootstrapServers(), topics.deadLetters())
                .forEach(each -> violations.accept(new Violation(CLUSTER, "dead-letters", "none", each)));
        progress.accept("looking for open transactions");
        openTransactions();
    }

    /**
     * Every file that Sluice knows has ended; those that were not promised to be kept are exact, too, if they are
     * there.
     */
    private void listing() throws InterruptedException {
        progress.accept("looking at the listing of all files");
        List<FileSummary> files = new ArrayList<>();
        boolean ended = await(() -> {
            files.clear();
            return list(files) && files.stream().allMatch(this::isFinal);
        });
        if (!ended) {
            if (files.isEmpty()) {
                violations.accept(new Violation(CLUSTER, "GET /files", "all files", "no answer"));
            }
            files.stream()
                    .filter(file -> !isFinal(file))
                    .forEach(file -> violations.accept(
                            new Violation(file.fileId(), "listing", "every file to have ended", file.toString())));
        }
        for (FileSummary file : files) {
            String name = ChaosFile.nameOf(file);
            boolean done = file.status() == FileStatus.PROCESSED || file.status() == FileStatus.PARTIAL;
            if (done && ChaosFile.isName(name) && !observers.isKnown(file.fileId())) {
                // The gateway died between the last part and the 202, or a producer didn't hear of its success.
                observers.accepted(file.fileId(), ChaosFile.of(seed, ChaosFile.number(name)));
            } else if (file.reason() != null && file.reason().code().equals("inconsistent")) {
                violations.accept(new Violation(file.fileId(), "listing", "books that balance", file.toString()));
            }
        }
        observers.accepted().stream()
                .filter(id -> !observers.histories().isDeleted(id))
                .filter(id -> files.stream().noneMatch(file -> file.fileId().equals(id)))
                .forEach(id -> violations.accept(new Violation(id, "listing", "the file in it", "none")));
    }

    /** A stream may be open if its producer doesn't know whether it was closed. */
    private boolean isFinal(FileSummary file) {
        String fileId = file.fileId();
        return file.status().terminal()
                || (ChaosFile.isStream(fileId) && !observers.accepted().contains(fileId));
    }

    /** Whether all pages were received. */
    private boolean list(List<FileSummary> files) throws InterruptedException {
        URI results = cluster.addresses(Role.RESULTS).get(0);
        String cursor = null;
        do {
            if (!(http.files(results, cursor) instanceof HttpAnswer.Found<SluiceHttp.Files> page)
                    || page.value().partial()) {
                return false;
            }
            files.addAll(page.value().files());
            cursor = page.value().next();
        } while (cursor != null);
        return true;
    }

    private void rows() throws InterruptedException, ExecutionException {
        progress.accept("reading both row topics to their ends");
        Map<TopicPartition, Long> ends = transactions.ends(RowReader.partitions(topics));
        await(() -> observers.reader().hasReached(ends));
        observers.rows().finish();
    }

    private void allInstances() throws InterruptedException {
        for (StatusPoller poller : observers.pollers()) {
            for (String fileId : observers.accepted()) {
                if (!await(() -> poller.ask(fileId))) {
                    violations.accept(
                            new Violation(fileId, "last look", "its end, or 404 if it is deleted", "neither"));
                    return;
                }
            }
        }
    }

    private void openTransactions() throws InterruptedException {
        List<String> open = new ArrayList<>();
        boolean none = await(() -> {
            open.clear();
            try {
                open.addAll(transactions.find());
            } catch (ExecutionException e) {
                open.add(String.valueOf(e.getCause()));
            }
            return open.isEmpty();
        });
        if (!none) {
            open.forEach(each -> violations.accept(new Violation(CLUSTER, "transactions", "none open", each)));
        }
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    /** Whether the condition became true. */
    private boolean await(Condition condition) throws InterruptedException {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                return false;
            }
            meanwhile.run();
            Thread.sleep(LOOK_MS);
        }
        return true;
    }
}
