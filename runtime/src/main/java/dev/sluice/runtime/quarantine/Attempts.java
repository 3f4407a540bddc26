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
 * <p>Normally only the start is noted, and a failure isn't attributed to a record. An owner that starts at the same
 * record as its predecessor processes records in batches, the first of {@value #BATCH} and each other twice as large as
 * the one before. It commits after each batch, and notes the start of the next one. So each failure at least halves the
 * distance to the record that causes it, and a false suspicion costs a few commits.
 *
 * <p>After {@value #STARTS} starts at the same record (that is, after two failures, the second within the first batch),
 * as many records as are in a first batch are processed one by one, and each is noted before and after. A record that is
 * noted as in flight when its owner dies has failed alone. A record that has failed alone is processed alone again, and
 * quarantined once it has failed {@value #FAILURES} times.
 */
final class Attempts {
    static final int STARTS = 3;
    static final int FAILURES = 2;
    /** The number of records of a first batch, and of those that are processed one by one. */
    static final int BATCH = 10;

    private static final int UNLIMITED = Integer.MAX_VALUE;
    /** Records that far back have been committed long ago. */
    private static final int COMMITTED = 10_000;

    private final SortedMap<Long, Integer> failures = new TreeMap<>();
    private Note note;
    /** The number of records that are still to be processed one by one. */
    private int alone;
    /** The number of records of the current batch. */
    private int batch;
    /** The number of records that the current batch has room for. */
    private int room;

    private Attempts(Note note, int alone, int batch, Map<Long, Integer> failures) {
        this.note = note;
        this.alone = alone;
        this.batch = batch;
        this.room = batch;
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
            return new Attempts(Note.started(offset, 1, new TreeMap<>()), 0, UNLIMITED, Map.of());
        }
        Note last = found.get();
        // Earlier records are committed, whatever was noted of them.
        SortedMap<Long, Integer> failures = new TreeMap<>(last.failures().tailMap(offset));
        boolean isOpen = last.offset() >= offset;
        boolean inFlight = last.kind() == Note.Kind.IN_FLIGHT && isOpen;
        if (inFlight && !(excused.isPresent() && excused.getAsLong() == last.offset())) {
            failures = Note.withFailure(failures, last.offset());
        }
        boolean wentOnAlone = last.kind() != Note.Kind.STARTED && isOpen;
        int starts = last.kind() == Note.Kind.STARTED && isOpen ? last.starts() + 1 : 1;
        if (wentOnAlone || !failures.isEmpty() || starts >= STARTS) {
            // Nothing is in flight yet, and this owner's knowledge must survive if it dies before the first record.
            return new Attempts(Note.done(offset, failures), BATCH, BATCH, failures);
        }
        return new Attempts(Note.started(offset, starts, failures), 0, starts > 1 ? BATCH : UNLIMITED, failures);
    }

    /** The current note, to be written whenever it changes. */
    Note note() {
        return note;
    }

    /** Whether this record is to be processed alone. */
    boolean isAlone(long offset) {
        return alone > 0 || failures.containsKey(offset);
    }

    /** Whether records from this one on are to be processed alone, now or later. */
    boolean hasSuspects(long offset) {
        return alone > 0 || !failures.tailMap(offset).isEmpty();
    }

    /** The maximum number of records, from this one on, that may be processed before the next commit. */
    int atOnce(long offset) {
        if (hasSuspects(offset)) {
            return 1;
        }
        return isBatchOver() ? nextBatch() : room;
    }

    /** Whether this record has failed alone too often. */
    boolean isQuarantined(long offset) {
        return failures.getOrDefault(offset, 0) >= FAILURES;
    }

    /** Whether the current batch is complete, so that the next record starts another one. */
    boolean isBatchOver() {
        return room == 0;
    }

    /** The first record of the next batch is about to be processed. */
    void batchStarted(long offset) {
        batch = nextBatch();
        room = batch;
        note = Note.started(offset, 1, failures);
    }

    private int nextBatch() {
        return batch > UNLIMITED / 2 ? UNLIMITED : 2 * batch;
    }

    /** So many records of the current batch were processed. */
    void processed(int records) {
        if (batch != UNLIMITED) {
            room = Math.max(0, room - records);
        }
    }

    /** A record is about to be processed alone. */
    void startedAlone(long offset) {
        note = Note.inFlight(offset, failures);
    }

    /** A record was processed alone, or its failure has another cause. */
    void done(long offset) {
        alone = Math.max(0, alone - 1);
        if (alone == 0) {
            failures.headMap(offset - COMMITTED).clear();
            room = 0;
        }
        note = alone > 0 ? Note.done(offset, failures) : Note.started(offset + 1, 1, failures);
    }

    /**
     * The record failed, or took so long that its transaction will: the next owner must see the note written before it.
     */
    void failedAlone(long offset) {
        failures.merge(offset, 1, Integer::sum);
    }

    /**
     * Records failed, but not alone. The next owner processes a single one alone, and several in batches.
     *
     * @param offset of the first of them
     */
    void failedAmongOthers(long offset, int records) {
        if (records == 1) {
            failures.putIfAbsent(offset, 0);
            note = new Note(note.kind(), note.offset(), note.starts(), failures);
        } else if (note.offset() != offset) {
            note = Note.started(offset, 1, failures);
        }
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
        return Math.max(note.starts(), failed + (alone > 0 ? 1 : 0));
    }
}
