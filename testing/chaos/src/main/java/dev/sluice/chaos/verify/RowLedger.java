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
 * Compares the rows in {@code valid-rows} and {@code invalid-rows} with the rows of each file. A row that is
 * duplicated, in the wrong topic, or in no file is reported immediately. A file with all its rows takes no memory but
 * its id. Thread-safe.
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

    /** A valid row with this line of the file was read. */
    public synchronized void valid(String fileId, long line) {
        add(fileId, Math.toIntExact(line), true);
    }

    /** An invalid row with this line of the file was read. */
    public synchronized void invalid(String fileId, long line) {
        add(fileId, Math.toIntExact(line), false);
    }

    /** The file was accepted: exactly these rows are expected. Rows that were read before are checked, too. */
    public synchronized void accepted(String fileId, FileRows owed) {
        expected.put(fileId, owed);
        FileRows before = seen.getOrDefault(fileId, new FileRows());
        before.valid().stream().filter(line -> !owed.valid().get(line)).forEach(line -> unexpected(fileId, line, true));
        before.invalid().stream()
                .filter(line -> !owed.invalid().get(line))
                .forEach(line -> unexpected(fileId, line, false));
        closeIfComplete(fileId);
    }

    /** The total number of rows read. */
    public synchronized long rows() {
        return rows;
    }

    /** The number of accepted files with missing rows. */
    public synchronized int incomplete() {
        return expected.size();
    }

    /** Everything has been read: missing rows of accepted files are lost. */
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
