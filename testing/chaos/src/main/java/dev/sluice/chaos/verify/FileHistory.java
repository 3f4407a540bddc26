package dev.sluice.chaos.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The history of one file id, as a register with delete: absent, provisional, ended, absent again, and so on for each
 * life of the id. It is linearizable if each state change can be assigned a time such that every answer shows the state
 * at some time between its request and its response.
 *
 * <p>States have a fixed order, so no search over orders is needed. An answer with state <i>p</i>, requested at
 * <i>s</i> and received at <i>e</i>, shows that the change to <i>p</i> was not after <i>e</i>, and the next change not
 * before <i>s</i>. As both bounds only grow from change to change, the history is linearizable exactly if no change has
 * a lower bound above its upper one. This takes a few numbers for each id, and a contradicting answer is found
 * immediately. Only an answer that fits several lives of an id (it was in flight during a whole life) waits until later
 * answers decide, or for {@link #isLinearizable}.
 *
 * <p>A provisional answer may show the writes of a transaction that is aborted later. So it says nothing about the
 * past; that the file exists is known from the acknowledgement of its write, or from its end.
 */
final class FileHistory {
    /** The states of one life: absent before it, provisional, ended. */
    private static final int STATES = 3;

    private static final long NEVER = Long.MAX_VALUE;

    /** By number of the state: the bounds of the change to it. The first state has always existed. */
    private final List<Bounds> changes;

    private final List<Answer> undecided;

    FileHistory() {
        this(List.of(new Bounds(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, null)), List.of());
    }

    private FileHistory(List<Bounds> changes, List<Answer> undecided) {
        this.changes = new ArrayList<>(changes);
        this.undecided = new ArrayList<>(undecided);
    }

    /** The state that an answer shows. */
    enum Seen {
        ABSENT(0),
        PROVISIONAL(1),
        ENDED(2);

        /** The state within a life. */
        private final int state;

        Seen(int state) {
            this.state = state;
        }
    }

    /**
     * An answer about the file.
     *
     * @param asked when the request was sent
     * @param answered when the response arrived
     * @param end the terminal status with its details, if it was seen
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
     * The time of a change.
     *
     * @param begun when the write began that causes it
     * @param from the lower bound
     * @param to the upper bound
     * @param end the details of the state, if it is an end that was seen
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
     * A write began that creates a file with this id.
     *
     * @throws IllegalStateException while the previous file isn't known to be deleted: answers would be ambiguous
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

    /** The write is acknowledged: the file exists. Returns a contradiction, or null. */
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

    /** A deletion is confirmed. Returns a contradiction, or null. */
    @Nullable
    String deleted(long time) {
        return acknowledged(life() + STATES, time, "404, for the deletion was confirmed");
    }

    /** Whether a deletion of the current file with this id has begun. */
    boolean isBeingDeleted() {
        return changes.size() > 1 && changes.get(changes.size() - 1).from() != NEVER;
    }

    /** Whether the file with this id is known not to exist any more. */
    boolean isDeleted() {
        return changes.get(changes.size() - 1).to() != NEVER;
    }

    /**
     * Whether the current file with this id was seen to have ended before that time, without a deletion having begun.
     */
    boolean hasEndedBefore(long time) {
        return changes.size() > 1 && changes.get(life() + 2).to() < time && !isBeingDeleted();
    }

    /** Records an answer. Returns why it contradicts the history, or null; a contradicting answer is not recorded. */
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

    /** Whether the answers that fit several lives are consistent with each other too. */
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

    /** The number of a life's first state. */
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

    /** Records the ambiguous answers of which only one state is left. */
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
