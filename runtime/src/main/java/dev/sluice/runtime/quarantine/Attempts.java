package dev.sluice.runtime.quarantine;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one owner of a partition decides of its records, and what it is to note: no input or output, no clock. An owner
 * begins with what the one before has noted.
 *
 * <p>Normally only the beginning is noted, and a failure says nothing of a single record. After {@value #STARTS} beginnings at
 * the same record (so after two failures), the next {@value #ALONE} records are processed one by one, each noted before and after.
 * The one that is noted as in flight when the owner dies has failed alone. Any record that has done so {@value #FAILURES} times
 * is set aside.
 */
final class Attempts {
    static final int STARTS = 3;
    static final int FAILURES = 2;
    static final int ALONE = 1_000;

    private final SortedMap<Long, Integer> failures = new TreeMap<>();
    private Note note;
    /** How many records are still to be processed one by one. */
    private int alone;

    private Attempts(Note note, int alone, Map<Long, Integer> failures) {
        this.note = note;
        this.alone = alone;
        this.failures.putAll(failures);
    }

    /**
     * The attempts of a new owner. Its {@link #note} is to be written before the first record is processed.
     *
     * @param found what the owner before has noted
     * @param offset of the first record to be processed
     * @param excused a record that was in flight and is known not to be what the owner before failed of
     */
    static Attempts begin(Optional<Note> found, long offset, OptionalLong excused) {
        if (found.isEmpty()) {
            return new Attempts(Note.started(offset, 1, new TreeMap<>()), 0, Map.of());
        }
        Note last = found.get();
        // What lies before the first record is committed, whatever was noted of it.
        SortedMap<Long, Integer> failures = new TreeMap<>(last.failures().tailMap(offset));
        boolean inFlight = last.kind() == Note.Kind.IN_FLIGHT && last.offset() >= offset;
        if (inFlight && !(excused.isPresent() && excused.getAsLong() == last.offset())) {
            failures = Note.withFailure(failures, last.offset());
        }
        boolean wentOnAlone = last.kind() != Note.Kind.STARTED && last.offset() >= offset;
        int starts = last.kind() == Note.Kind.STARTED && last.offset() == offset ? last.starts() + 1 : 1;
        if (wentOnAlone || !failures.isEmpty() || starts >= STARTS) {
            // Nothing is in flight yet, and what this owner knows must not be lost if it dies before the first record.
            return new Attempts(Note.done(offset, failures), ALONE, failures);
        }
        return new Attempts(Note.started(offset, starts, failures), 0, failures);
    }

    /** The last note, which is to be written whenever it changes. */
    Note note() {
        return note;
    }

    /** Whether records are processed one by one. */
    boolean isAlone() {
        return alone > 0;
    }

    /** Whether this record has failed alone as often as it may. */
    boolean isSetAside(long offset) {
        return failures.getOrDefault(offset, 0) >= FAILURES;
    }

    /** A record is about to be processed alone. */
    void takesAlone(long offset) {
        note = Note.inFlight(offset, failures);
    }

    /** It was processed, or failed because of something else. */
    void isDone(long offset) {
        alone--;
        if (alone == 0) {
            // What lies that far behind is committed long since.
            failures.headMap(offset - ALONE).clear();
        }
        note = alone > 0 ? Note.done(offset, failures) : Note.started(offset + 1, 1, failures);
    }

    /** It failed, or took so long that its transaction will: what was noted before is what the next owner is to see. */
    void hasFailedAlone(long offset) {
        failures.merge(offset, 1, Integer::sum);
    }

    /** A record is known to have failed, but among others: the next owner is to process records one by one at once. */
    void hasFailed(long offset) {
        note = Note.done(offset, failures);
    }

    /** What was written for a record was refused: it has failed, wherever the owner is by now. */
    void wasRefused(long offset) {
        failures.merge(offset, 1, Integer::sum);
        note = new Note(note.kind(), note.offset(), note.starts(), failures);
    }

    /** The owner ends, or fails, because of something else than its records. */
    void isExcused() {
        if (note.kind() == Note.Kind.STARTED) {
            note = Note.started(note.offset(), Math.max(0, note.starts() - 1), failures);
        } else if (note.kind() == Note.Kind.IN_FLIGHT) {
            note = Note.done(note.offset(), failures);
        }
    }

    /** How often the first record was met, or the one that failed most often. */
    int timesMet() {
        int failed =
                failures.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return Math.max(note.starts(), failed + (isAlone() ? 1 : 0));
    }
}
