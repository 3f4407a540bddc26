package dev.sluice.results.file;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileSummary;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Delays a response until its file has ended (long poll), so that a client needn't poll. A waiting request occupies a
 * server thread, so their number is limited; beyond that, requests are answered immediately.
 */
final class StatusLongPoll {

    /** A third of Tomcat's default number of threads. */
    private static final int MAX_WAITING = 64;

    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final Semaphore places;

    StatusLongPoll() {
        this(MAX_WAITING);
    }

    /** @param places the maximum number of waiting requests */
    StatusLongPoll(int places) {
        this.places = new Semaphore(places);
    }

    /** Returns the file's summary once it has ended or the time is over; any other answer immediately. */
    Answer<FileSummary> until(Duration patience, Supplier<Answer<FileSummary>> file) {
        Answer<FileSummary> answer = file.get();
        if (patience.isZero() || !isUnderWay(answer) || !places.tryAcquire()) {
            return answer;
        }
        try {
            return wait(patience, file);
        } finally {
            places.release();
        }
    }

    private static Answer<FileSummary> wait(Duration patience, Supplier<Answer<FileSummary>> file) {
        long start = System.nanoTime();
        long passed = 0;
        Answer<FileSummary> answer;
        do {
            // The longer it has taken, the less a small additional delay matters.
            LockSupport.parkNanos(Math.max(SHORTEST_PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, passed / 4)));
            answer = file.get();
            passed = System.nanoTime() - start;
        } while (isUnderWay(answer) && passed < patience.toNanos());
        return answer;
    }

    private static boolean isUnderWay(Answer<FileSummary> answer) {
        return answer instanceof Answer.Found<FileSummary> found
                && !found.value().status().terminal();
    }
}
