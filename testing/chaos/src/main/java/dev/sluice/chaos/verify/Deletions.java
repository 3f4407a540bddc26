package dev.sluice.chaos.verify;

import dev.sluice.chaos.cluster.Role;
import dev.sluice.chaos.report.Counts;
import dev.sluice.chaos.workload.ChaosFile;
import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.Task;
import dev.sluice.schemas.query.FileSummary;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Clients that delete half of the ended files: most of them over time, a few when {@link #beforeFault} announces a
 * fault. A deletion with an unknown outcome is retried, as the API asks of its clients. Rounds may run on several
 * threads.
 */
public final class Deletions implements Task {
    static final int THREADS = 2;
    public static final String CONFIRMED = "deletions confirmed";
    static final String UNKNOWN = "deletions of unknown outcome, sent again";
    static final String BEFORE_FAULTS = "deletions confirmed just before a fault";

    /** The number of files kept for the moments before faults. */
    private static final int STOCK = 6;

    private static final int AT_ONCE = 4;
    private static final long PAUSE_MS = 300;
    private static final long LONGEST_MS = 3_000;

    private final List<URI> results;
    private final SluiceHttp http;
    private final FileHistories histories;
    private final StatusLedger statuses;
    private final Counts counts;
    private final Deque<String> candidates = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<String> unknown = new ConcurrentLinkedQueue<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean stopped;

    Deletions(List<URI> results, SluiceHttp http, FileHistories histories, StatusLedger statuses, Counts counts) {
        this.results = List.copyOf(results);
        this.http = http;
        this.histories = histories;
        this.statuses = statuses;
        this.counts = counts;
    }

    /** A file was seen to have ended. */
    public void ended(FileSummary file) {
        if (ChaosFile.isToBeDeleted(file.fileId()) && !ChaosFile.isBallast(file)) {
            synchronized (candidates) {
                candidates.add(file.fileId());
            }
        }
    }

    /** The files whose deletion was sent, in that order. */
    List<String> sent() {
        return sent;
    }

    /** The number of unconfirmed deletions. */
    int left() {
        return left.get();
    }

    /** Selects no further files; sent deletions are retried until they are confirmed. */
    void stop() {
        stopped = true;
    }

    @Override
    public void round() throws InterruptedException {
        String again = unknown.poll();
        if (again != null) {
            Thread.sleep(PAUSE_MS);
            delete(again);
            return;
        }
        String next = stopped ? null : next(STOCK);
        if (next == null) {
            Thread.sleep(PAUSE_MS);
        } else {
            begin(next);
        }
    }

    /** Deletes some files concurrently, and returns when the first deletion is confirmed, or after a short time. */
    public void beforeFault() throws InterruptedException {
        List<String> now = new ArrayList<>();
        for (String each = next(0); each != null; each = now.size() < AT_ONCE ? next(0) : null) {
            now.add(each);
        }
        if (now.isEmpty()) {
            return;
        }
        Semaphore confirmed = new Semaphore(0);
        for (String fileId : now) {
            Thread thread = new Thread(() -> {
                if (tryToBegin(fileId)) {
                    counts.add(BEFORE_FAULTS);
                    confirmed.release();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        var unused = confirmed.tryAcquire(LONGEST_MS, TimeUnit.MILLISECONDS);
    }

    private boolean tryToBegin(String fileId) {
        try {
            return begin(fileId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable String next(int kept) {
        synchronized (candidates) {
            return candidates.size() > kept ? candidates.poll() : null;
        }
    }

    private boolean begin(String fileId) throws InterruptedException {
        left.incrementAndGet();
        statuses.deleting(fileId);
        histories.deleting(fileId, System.nanoTime());
        sent.add(fileId);
        return delete(fileId);
    }

    /** Whether the file's deletion is confirmed. */
    private boolean delete(String fileId) throws InterruptedException {
        int which = Math.floorMod(turn.getAndIncrement(), results.size());
        String by = Role.RESULTS.instance(which + 1);
        long asked = System.nanoTime();
        HttpAnswer<String> answer = http.delete(results.get(which), fileId);
        if (answer instanceof HttpAnswer.NotNow) {
            counts.add(UNKNOWN);
            unknown.add(fileId);
            return false;
        }
        if (answer instanceof HttpAnswer.Wrong<String> wrong) {
            statuses.refused(by, fileId, wrong.status(), wrong.body());
        } else if (answer instanceof HttpAnswer.Missing) {
            // An earlier attempt took effect.
            histories.missing(by, fileId, asked, System.nanoTime());
        } else {
            histories.deleted(by, fileId, System.nanoTime());
        }
        counts.add(CONFIRMED);
        left.decrementAndGet();
        return true;
    }
}
