package dev.sluice.results.file;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileSummary;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Holds an answer back until its file has ended, so that a client asks once and not again and again. Who waits takes one of
 * the server's threads, so only so many may; whoever comes beyond them is answered at once.
 */
final class StatusLongPoll {

    /** A third of the threads that Tomcat has by default. */
    private static final int MOST_WAITING = 64;

    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final Semaphore places;

    StatusLongPoll() {
        this(MOST_WAITING);
    }

    /** @param places how many may wait at once */
    StatusLongPoll(int places) {
        this.places = new Semaphore(places);
    }

    /** What there is to say of a file once it has ended, or when the time is over; at once of one that can't be shown. */
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
            // The longer it took, the less it matters to be told a moment later.
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
