package dev.sluice.chaos.verify;

import dev.sluice.chaos.report.Violation;
import dev.sluice.chaos.workload.FileRows;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Each row of each file that was seen in {@code valid-rows} or {@code invalid-rows}, against the rows that the file has. A
 * row that is there twice, in the wrong topic, or in no file at all, is told of as soon as it is seen. A file that has all
 * its rows takes no memory but its id. Thread-safe.
 */
public final class RowLedger {
    private final Consumer<Violation> violations;
    private final Map<String, FileRows> expected = new HashMap<>();
    private final Map<String, FileRows> seen = new HashMap<>();
    private final Set<String> complete = new HashSet<>();
    private long rows;

    public RowLedger(Consumer<Violation> violations) {
        this.violations = violations;
    }

    /** A valid row was read, of this line of the file. */
    public synchronized void valid(String fileId, long line) {
        add(fileId, Math.toIntExact(line), true);
    }

    /** An invalid row was read, of this line of the file. */
    public synchronized void invalid(String fileId, long line) {
        add(fileId, Math.toIntExact(line), false);
    }

    /** The file was accepted: from now on it owes just these rows. What was seen of it before is looked at, too. */
    public synchronized void accepted(String fileId, FileRows owed) {
        expected.put(fileId, owed);
        FileRows before = seen.getOrDefault(fileId, new FileRows());
        before.valid().stream().filter(line -> !owed.valid().get(line)).forEach(line -> unexpected(fileId, line, true));
        before.invalid().stream()
                .filter(line -> !owed.invalid().get(line))
                .forEach(line -> unexpected(fileId, line, false));
        closeIfComplete(fileId);
    }

    /** How many rows were read altogether. */
    public synchronized long rows() {
        return rows;
    }

    /** How many accepted files lack rows. */
    public synchronized int incomplete() {
        return expected.size();
    }

    /** All that was to come has been read: an accepted file that lacks rows has lost them. */
    public synchronized void finish() {
        expected.forEach((fileId, owed) -> {
            FileRows found = seen.getOrDefault(fileId, new FileRows());
            missing(fileId, "valid-rows", owed.valid(), found.valid());
            missing(fileId, "invalid-rows", owed.invalid(), found.invalid());
        });
    }

    private void add(String fileId, int line, boolean valid) {
        rows++;
        if (complete.contains(fileId)) {
            violations.accept(new Violation(fileId, "rows", "no more rows, for it has all", name(line, valid)));
            return;
        }
        FileRows found = seen.computeIfAbsent(fileId, id -> new FileRows());
        if (found.valid().get(line) || found.invalid().get(line)) {
            violations.accept(new Violation(fileId, "rows", "each row once", name(line, valid) + " again"));
            return;
        }
        (valid ? found.valid() : found.invalid()).set(line);
        FileRows owed = expected.get(fileId);
        if (owed != null) {
            if (!(valid ? owed.valid() : owed.invalid()).get(line)) {
                unexpected(fileId, line, valid);
            }
            closeIfComplete(fileId);
        }
    }

    private void closeIfComplete(String fileId) {
        FileRows owed = expected.get(fileId);
        if (owed != null && owed.equals(seen.getOrDefault(fileId, new FileRows()))) {
            expected.remove(fileId);
            seen.remove(fileId);
            complete.add(fileId);
        }
    }

    private void unexpected(String fileId, int line, boolean valid) {
        violations.accept(new Violation(fileId, "rows", "the rows that the file has", name(line, valid)));
    }

    private void missing(String fileId, String topic, BitSet owed, BitSet found) {
        BitSet missing = (BitSet) owed.clone();
        missing.andNot(found);
        if (!missing.isEmpty()) {
            violations.accept(new Violation(
                    fileId,
                    "rows in " + topic,
                    owed.cardinality() + " rows",
                    missing.cardinality() + " missing, the first of line " + missing.nextSetBit(0)));
        }
    }

    private static String name(int line, boolean valid) {
        return (valid ? "a valid" : "an invalid") + " row of line " + line;
    }
}
