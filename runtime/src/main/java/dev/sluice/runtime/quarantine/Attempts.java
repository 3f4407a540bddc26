package dev.sluice.runtime.quarantine;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides how an owner of a partition processes its records, and what it notes: pure logic without I/O or clock. An
 * owner starts with the notes of its predecessor.
 *
 * <p>Normally only the start is noted, and a failure isn't attributed to a record. After {@value #STARTS} starts at the
 * same record (that is, after two failures), the next {@value #ALONE} records are processed one by one, and each is
 * noted before and after. A record that is noted as in flight when its owner dies has failed alone. A record that has
 * failed alone {@value #FAILURES} times is quarantined.
 */
final class Attempts {
    static final int STARTS = 3;
    static final int FAILURES = 2;
    static final int ALONE = 1_000;

    private final SortedMap<Long, Integer> failures = new TreeMap<>();
    private Note note;
    /** The number of records that are still to be processed one by one. */
    private int alone;

    private Attempts(Note note, int alone, Map<Long, Integer> failures) {
        this.note = note;
        this.alone = alone;
        this.failures.putAll(failures);
    }

    /**
     * The attempts of a new owner. Its {@link #note} must be written before the first record is processed.
     *
     * @param found the note of the previous owner
     * @param offset the first record to be processed
     * @param excused a record in flight that is known not to have caused the failure
     */
    static Attempts begin(Optional<Note> found, long offset, OptionalLong excused) {
        if (found.isEmpty()) {
            return new Attempts(Note.started(offset, 1, new TreeMap<>()), 0, Map.of());
        }
        Note last = found.get();
        // Earlier records are committed, whatever was noted of them.
        SortedMap<Long, Integer> failures = new TreeMap<>(last.failures().tailMap(offset));
        boolean inFlight = last.kind() == Note.Kind.IN_FLIGHT && last.offset() >= offset;
        if (inFlight && !(excused.isPresent() && excused.getAsLong() == last.offset())) {
            failures = Note.withFailure(failures, last.offset());
        }
        boolean wentOnAlone = last.kind() != Note.Kind.STARTED && last.offset() >= offset;
        int starts = last.kind() == Note.Kind.STARTED && last.offset() == offset ? last.starts() + 1 : 1;
        if (wentOnAlone || !failures.isEmpty() || starts >= STARTS) {
            // Nothing is in flight yet, and this owner's knowledge must survive if it dies before the first record.
            return new Attempts(Note.done(offset, failures), ALONE, failures);
        }
        return new Attempts(Note.started(offset, starts, failures), 0, failures);
    }

    /** The current note, to be written whenever it changes. */
    Note note() {
        return note;
    }

    /** Whether records are processed one by one. */
    boolean isAlone() {
        return alone > 0;
    }

    /** Whether this record has failed alone too often. */
    boolean isSetAside(long offset) {
        return failures.getOrDefault(offset, 0) >= FAILURES;
    }

    /** A record is about to be processed alone. */
    void startedAlone(long offset) {
        note = Note.inFlight(offset, failures);
    }

    /** The record was processed, or its failure has another cause. */
    void done(long offset) {
        alone--;
        if (alone == 0) {
            // Records that far back have been committed long ago.
            failures.headMap(offset - ALONE).clear();
        }
        note = alone > 0 ? Note.done(offset, failures) : Note.started(offset + 1, 1, failures);
    }

    /**
     * The record failed, or took so long that its transaction will: the next owner must see the note written before it.
     */
    void failedAlone(long offset) {
        failures.merge(offset, 1, Integer::sum);
    }

    /** A record failed, but while processed with others: the next owner processes records one by one immediately. */
    void failedAmongOthers(long offset) {
        note = Note.done(offset, failures);
    }

    /** The output of a record was refused: the record has failed, wherever the owner is by now. */
    void refused(long offset) {
        failures.merge(offset, 1, Integer::sum);
        note = new Note(note.kind(), note.offset(), note.starts(), failures);
    }

    /** The owner ends, or fails for a reason other than its records. */
    void excuse() {
        if (note.kind() == Note.Kind.STARTED) {
            note = Note.started(note.offset(), Math.max(0, note.starts() - 1), failures);
        } else if (note.kind() == Note.Kind.IN_FLIGHT) {
            note = Note.done(note.offset(), failures);
        }
    }

    /** How often the first record was started, or the one that failed most often. */
    int timesMet() {
        int failed =
                failures.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return Math.max(note.starts(), failed + (isAlone() ? 1 : 0));
    }
}
