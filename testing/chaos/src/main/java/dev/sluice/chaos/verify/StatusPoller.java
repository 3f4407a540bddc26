package dev.sluice.chaos.verify;

import dev.sluice.chaos.measure.EndedFiles;
import dev.sluice.chaos.report.Counts;
import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.Task;
import dev.sluice.schemas.query.FileSummary;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Polls one instance of results-api for every accepted file: frequently until it has ended, then at growing intervals,
 * without end. Records each answer. Rounds may run on several threads. The rate of its requests is limited, however
 * many files are open: otherwise they would take the processor from services that have fallen behind.
 */
final class StatusPoller implements Task {
    static final String ANSWERS = "status answers";

    private static final Duration OFTEN = Duration.ofMillis(300);
    private static final Duration SELDOM = Duration.ofMinutes(5);
    /** The minimum time between two requests. */
    private static final long PACE_NANOS = Duration.ofMillis(40).toNanos();

    private final String name;
    private final URI results;
    private final SluiceHttp http;
    private final StatusLedger ledger;
    private final FileHistories histories;
    private final EndedFiles ended;
    private final Deletions deletions;
    private final Counts counts;
    private final DelayQueue<Due> queue = new DelayQueue<>();
    /** The time from which the next request may be sent. */
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    StatusPoller(
            String name,
            URI results,
            SluiceHttp http,
            StatusLedger ledger,
            FileHistories histories,
            EndedFiles ended,
            Deletions deletions,
            Counts counts) {
        this.name = name;
        this.results = results;
        this.http = http;
        this.ledger = ledger;
        this.histories = histories;
        this.ended = ended;
        this.deletions = deletions;
        this.counts = counts;
    }

    /** The file was accepted. */
    void add(String fileId) {
        queue.add(new Due(fileId, OFTEN));
    }

    @Override
    public void round() throws InterruptedException {
        Due due = queue.poll(200, TimeUnit.MILLISECONDS);
        if (due != null) {
            awaitTurn();
            boolean known = ask(due.fileId);
            queue.add(known ? due.later() : new Due(due.fileId, OFTEN));
        }
    }

    private void awaitTurn() throws InterruptedException {
        long now = System.nanoTime();
        long turn = next.getAndUpdate(at -> Math.max(at, now) + PACE_NANOS);
        TimeUnit.NANOSECONDS.sleep(turn - now);
    }

    /** Polls once. Returns whether the file has ended or is deleted. */
    boolean ask(String fileId) throws InterruptedException {
        long asked = System.nanoTime();
        HttpAnswer<FileSummary> answer = http.status(results, fileId);
        if (answer instanceof HttpAnswer.Missing) {
            histories.missing(name, fileId, asked, System.nanoTime());
            return histories.isDeleted(fileId);
        } else if (answer instanceof HttpAnswer.Wrong<FileSummary> wrong) {
            ledger.refused(name, fileId, wrong.status(), wrong.body());
        } else if (answer instanceof HttpAnswer.Found<FileSummary> found) {
            counts.add(ANSWERS);
            histories.found(name, found.value(), asked, System.nanoTime());
            boolean first = ledger.answered(name, found.value());
            if (first) {
                ended.add(found.value());
                deletions.ended(found.value());
            }
            return found.value().status().terminal() && !histories.isDeleted(fileId);
        }
        return false;
    }

    private static final class Due implements Delayed {
        private final String fileId;
        private final Duration pause;
        private final long at;

        Due(String fileId, Duration pause) {
            this.fileId = fileId;
            this.pause = pause;
            this.at = System.nanoTime() + pause.toNanos();
        }

        Due later() {
            Duration twice = pause.multipliedBy(2);
            return new Due(fileId, twice.compareTo(SELDOM) < 0 ? twice : SELDOM);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
