package dev.sluice.runtime.admission;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The buffered responses that wait for their clients to read. If they take all the memory reserved for them, a new
 * response takes the place of those whose clients have read nothing for {@value #PATIENCE_SECONDS} seconds. A client
 * that reads is never cut off in favour of another.
 */
final class UnreadAnswers {
    private static final long PATIENCE_SECONDS = 2;
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    /** A smaller response fits into the buffers of the connection, so it doesn't wait. */
    private static final int MIN_BYTES = 8 * 1024;

    /** Since when each one waits, the longest first. */
    private final Map<AnswerWriter, Long> waiting = new LinkedHashMap<>();

    private long bytes;

    /**
     * Frees memory for a response if possible.
     *
     * @return whether there is enough now
     */
    boolean makeRoomFor(int length) {
        if (length < MIN_BYTES) {
            return true;
        }
        List<AnswerWriter> unread = new ArrayList<>();
        boolean room;
        synchronized (waiting) {
            long before = System.nanoTime() - TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            Iterator<Map.Entry<AnswerWriter, Long>> oldest = waiting.entrySet().iterator();
            while (bytes + length > MAX_BYTES && oldest.hasNext()) {
                Map.Entry<AnswerWriter, Long> each = oldest.next();
                if (each.getValue() - before > 0) {
                    break;
                }
                oldest.remove();
                bytes -= each.getKey().length();
                unread.add(each.getKey());
            }
            room = bytes + length <= MAX_BYTES;
        }
        unread.forEach(AnswerWriter::cutOff);
        return room;
    }

    /** Its client is being waited for. */
    void add(AnswerWriter answer) {
        synchronized (waiting) {
            if (waiting.put(answer, System.nanoTime()) == null) {
                bytes += answer.length();
            }
        }
    }

    /** Its client reads again, or the response has ended. */
    void remove(AnswerWriter answer) {
        synchronized (waiting) {
            if (waiting.remove(answer) != null) {
                bytes -= answer.length();
            }
        }
    }
}
