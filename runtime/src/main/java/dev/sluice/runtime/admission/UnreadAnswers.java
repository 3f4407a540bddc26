package dev.sluice.runtime.admission;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The answers in memory that wait for their clients to read on. Where they take all the memory there is for such, a new
 * answer gets room from the clients that have read nothing for {@value #PATIENCE_SECONDS} seconds. A client that reads is
 * never cut off for another one.
 */
final class UnreadAnswers {
    private static final long PATIENCE_SECONDS = 2;
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    /** Smaller answers fit into the buffers of the connection, so they don't wait. */
    private static final int LEAST_BYTES = 8 * 1024;

    /** Since when each waits, the longest first. */
    private final Map<AnswerWriter, Long> waiting = new LinkedHashMap<>();

    private long bytes;

    /**
     * Makes room for an answer where that is possible.
     *
     * @return whether there is room for it now
     */
    boolean makeRoomFor(int length) {
        if (length < LEAST_BYTES) {
            return true;
        }
        List<AnswerWriter> unread = new ArrayList<>();
        boolean room;
        synchronized (waiting) {
            long before = System.nanoTime() - TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            Iterator<Map.Entry<AnswerWriter, Long>> oldest = waiting.entrySet().iterator();
            while (bytes + length > MOST_BYTES && oldest.hasNext()) {
                Map.Entry<AnswerWriter, Long> each = oldest.next();
                if (each.getValue() - before > 0) {
                    break;
                }
                oldest.remove();
                bytes -= each.getKey().length();
                unread.add(each.getKey());
            }
            room = bytes + length <= MOST_BYTES;
        }
        unread.forEach(AnswerWriter::cutOff);
        return room;
    }

    /** From now on its client is waited for. */
    void add(AnswerWriter answer) {
        synchronized (waiting) {
            if (waiting.put(answer, System.nanoTime()) == null) {
                bytes += answer.length();
            }
        }
    }

    /** From now on it isn't: it reads, or the answer has ended. */
    void remove(AnswerWriter answer) {
        synchronized (waiting) {
            if (waiting.remove(answer) != null) {
                bytes -= answer.length();
            }
        }
    }
}
