package dev.sluice.chaos.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The history of one file id, as a register with delete: absent, provisional, ended, absent again, and so on for each life of
 * the id. It is linearizable if each change of state can be given a time such that every answer shows the state at some time
 * between its question and itself.
 *
 * <p>States come in one order, so no search over orders is needed. An answer of state <i>p</i>, asked at <i>s</i> and there at
 * <i>e</i>, says that the change to <i>p</i> was not after <i>e</i>, and the next change not before <i>s</i>. As both bounds only
 * grow from change to change, the history is linearizable exactly if no change has a lower bound above its upper one. That
 * is kept in a few numbers for each id, and an answer that contradicts them is found at once. Only an answer that fits several
 * lives of an id (it was under way for all of one) waits until the others have decided, or for {@link #isLinearizable}.
 *
 * <p>A provisional answer may show what a transaction wrote that is aborted afterwards. So it says nothing of the past; that the
 * file is there at all is known from the acknowledgement of its write, or from its end.
 */
final class FileHistory {
    /** States of one life: absent before it, provisional, ended. */
    private static final int STATES = 3;

    private static final long NEVER = Long.MAX_VALUE;

    /** By number of the state: between which times the change to it was. The first state was always there. */
    private final List<Bounds> changes;

    private final List<Answer> undecided;

    FileHistory() {
        this(List.of(new Bounds(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, null)), List.of());
    }

    private FileHistory(List<Bounds> changes, List<Answer> undecided) {
        this.changes = new ArrayList<>(changes);
        this.undecided = new ArrayList<>(undecided);
    }

    /** What an answer said. */
    enum Seen {
        ABSENT(0),
        PROVISIONAL(1),
        ENDED(2);

        /** Which state of a life it is. */
        private final int state;

        Seen(int state) {
            this.state = state;
        }
    }

    /**
     * An answer about the file.
     *
     * @param asked when the question was sent
     * @param answered when the answer was there
     * @param end the terminal status with all that belongs to it, where one was seen
     */
    record Answer(
            Seen seen, long asked, long answered, @Nullable Object end) {
        Answer {
            if (asked > answered) {
                throw new IllegalArgumentException("asked at " + asked + ", answered before, at " + answered);
            }
        }
    }

    /**
     * When a change was.
     *
     * @param begun when the write began that leads to it
     * @param from not before
     * @param to not after
     * @param end what the state shows, if it is an end that was seen
     */
    private record Bounds(
            long begun, long from, long to, @Nullable Object end) {
        Bounds notBefore(long time) {
            return new Bounds(begun, Math.max(from, time), to, end);
        }

        Bounds notAfter(long time) {
            return new Bounds(begun, from, Math.min(to, time), end);
        }
    }

    /**
     * A write began that makes a file of this id.
     *
     * @throws IllegalStateException while the file before it isn't known to be deleted: whose the answers are could not be told
     */
    void creating(long time) {
        int last = changes.size() - 1;
        if (last > 0 && (changes.get(last).from() == NEVER || changes.get(last).to() == NEVER)) {
            throw new IllegalStateException("the id is used again before its deletion is confirmed");
        }
        long from = Math.max(time, changes.get(last).from());
        for (int state = 1; state <= STATES; state++) {
            changes.add(state == STATES ? new Bounds(NEVER, NEVER, NEVER, null) : new Bounds(time, from, NEVER, null));
        }
    }

    /** The write is acknowledged: the file is there. Returns what contradicts that, or null. */
    @Nullable
    String created(long time) {
        return acknowledged(life() + 1, time, "the file, for its write was acknowledged");
    }

    /** A deletion began. It may take effect at any later time, or never. */
    void deleting(long time) {
        int deleted = life() + STATES;
        if (changes.get(deleted).from() == NEVER) {
            changes.set(
                    deleted,
                    new Bounds(time, Math.max(time, changes.get(deleted - 1).from()), NEVER, null));
        }
    }

    /** A deletion is confirmed. Returns what contradicts that, or null. */
    @Nullable
    String deleted(long time) {
        return acknowledged(life() + STATES, time, "404, for the deletion was confirmed");
    }

    /** Whether a deletion of the file that now has the id has begun. */
    boolean isBeingDeleted() {
        return changes.size() > 1 && changes.get(changes.size() - 1).from() != NEVER;
    }

    /** Whether it is known that there is no file of this id any more. */
    boolean isDeleted() {
        return changes.get(changes.size() - 1).to() != NEVER;
    }

    /** Whether the file that now has the id was seen to have ended before that time, and no deletion of it has begun. */
    boolean hasEndedBefore(long time) {
        return changes.size() > 1 && changes.get(life() + 2).to() < time && !isBeingDeleted();
    }

    /** Enters an answer. Returns why it contradicts the history, or null; what does is not entered. */
    @Nullable
    String add(Answer answer) {
        List<Integer> fitting = fitting(answer);
        if (fitting.isEmpty()) {
            return contradiction(answer);
        }
        if (fitting.size() == 1) {
            enter(answer, fitting.get(0));
            decide();
        } else {
            undecided.add(answer);
        }
        return null;
    }

    /** Whether also the answers that fit several lives can be true at the same time. */
    boolean isLinearizable() {
        if (undecided.isEmpty()) {
            return true;
        }
        Answer next = undecided.get(0);
        return fitting(next).stream().anyMatch(state -> {
            FileHistory with = new FileHistory(changes, undecided.subList(1, undecided.size()));
            with.enter(next, state);
            return with.isLinearizable();
        });
    }

    /** Where a life begins: the number of its first state. */
    private int life() {
        if (changes.size() == 1) {
            throw new IllegalStateException("no file of this id was ever written");
        }
        return changes.size() - 1 - STATES;
    }

    private @Nullable String acknowledged(int state, long time, String expected) {
        long shown = changes.get(state).from();
        notAfter(state, Math.max(time, shown));
        decide();
        return shown > time
                ? expected + " " + (shown - time) / 1_000_000 + " ms before another answer was asked for"
                : null;
    }

    private List<Integer> fitting(Answer answer) {
        List<Integer> states = new ArrayList<>();
        for (int state = answer.seen().state; state < changes.size(); state += STATES) {
            if (mayBeBefore(state, answer) && nextMayBeAfter(state, answer.asked()) && shows(state, answer)) {
                states.add(state);
            }
        }
        return states;
    }

    private boolean mayBeBefore(int state, Answer answer) {
        Bounds change = changes.get(state);
        return (answer.seen() == Seen.PROVISIONAL ? change.begun() : change.from()) <= answer.answered();
    }

    private boolean nextMayBeAfter(int state, long time) {
        return state + 1 == changes.size() || changes.get(state + 1).to() >= time;
    }

    private boolean shows(int state, Answer answer) {
        Object end = changes.get(state).end();
        return end == null || answer.end() == null || end.equals(answer.end());
    }

    private void enter(Answer answer, int state) {
        if (answer.seen() != Seen.PROVISIONAL) {
            notAfter(state, answer.answered());
        }
        notBefore(state + 1, answer.asked());
        if (answer.end() != null) {
            Bounds change = changes.get(state);
            changes.set(state, new Bounds(change.begun(), change.from(), change.to(), answer.end()));
        }
    }

    private void notAfter(int state, long time) {
        for (int each = state; each > 0; each--) {
            changes.set(each, changes.get(each).notAfter(time));
        }
    }

    private void notBefore(int state, long time) {
        for (int each = state; each < changes.size(); each++) {
            changes.set(each, changes.get(each).notBefore(time));
        }
    }

    /** Enters answers of which, since the last time, but one state is left. */
    private void decide() {
        boolean decided = true;
        while (decided) {
            decided = false;
            for (Answer answer : List.copyOf(undecided)) {
                List<Integer> fitting = fitting(answer);
                if (fitting.size() == 1) {
                    undecided.remove(answer);
                    enter(answer, fitting.get(0));
                    decided = true;
                }
            }
        }
    }

    private String contradiction(Answer answer) {
        if (changes.size() == 1) {
            return "404, for no file of this id was ever written";
        }
        Bounds gone = changes.get(changes.size() - 1);
        if (answer.seen() != Seen.ABSENT && gone.to() < answer.asked()) {
            return "404, for the deletion was known " + before(gone.to(), answer);
        }
        if (answer.seen() == Seen.ABSENT) {
            return "the file, for it was known "
                    + before(changes.get(life() + 1).to(), answer)
                    + (isBeingDeleted() ? ", and to be there after that" : ", and no deletion has begun");
        }
        Bounds ended = changes.get(life() + 2);
        return answer.seen() == Seen.ENDED
                ? "the end as it was first shown, " + ended.end()
                : "the end, known " + before(ended.to(), answer) + ": " + ended.end();
    }

    private static String before(long time, Answer answer) {
        return (answer.asked() - time) / 1_000_000 + " ms before it was asked";
    }
}
