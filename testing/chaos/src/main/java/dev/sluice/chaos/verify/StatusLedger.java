package dev.sluice.chaos.verify;

import dev.sluice.chaos.report.Violation;
import dev.sluice.cli.generator.Expected;
import dev.sluice.cli.generator.WrongResultException;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the answers about accepted files: the first terminal status must be right, and so must all statistics; {@link
 * FileHistories} checks that it is final. A file that has ended and was checked takes no memory for its expectation.
 * Thread-safe.
 */
public final class StatusLedger {
    private final Consumer<Violation> violations;
    private final Map<String, Watched> files = new HashMap<>();
    private int open;

    public StatusLedger(Consumer<Violation> violations) {
        this.violations = violations;
    }

    private static final class Watched {
        private @Nullable Expected expected;
        /** Whether its end is still expected. */
        private boolean owed = true;

        Watched(Expected expected) {
            this.expected = expected;
        }
    }

    /** The file was accepted, and this is its expected result. */
    public synchronized void accepted(String fileId, Expected expected) {
        files.put(fileId, new Watched(expected));
        open++;
    }

    /** The file is being deleted: it need not end any more, but if it does, the result must be right. */
    public synchronized void deleting(String fileId) {
        settle(watched(fileId));
    }

    /**
     * An answer with a summary. Returns whether it is the first one with a terminal status.
     *
     * @param by the instance that answered
     */
    public synchronized boolean answered(String by, FileSummary summary) {
        String fileId = summary.fileId();
        if (summary.totalRows() != summary.validRows() + summary.invalidRows()) {
            wrong(fileId, by, "total_rows as the sum of valid and invalid ones", summary);
        }
        if (summary.status().terminal() == summary.provisional()) {
            wrong(fileId, by, "just what isn't terminal to be provisional", summary);
        }
        Watched file = watched(fileId);
        Expected expected = file.expected;
        if (expected == null || !summary.status().terminal()) {
            return false;
        }
        check(by, () -> expected.check(summary), fileId);
        file.expected = null;
        settle(file);
        return true;
    }

    /** An answer that a client can't handle. */
    synchronized void refused(String by, String fileId, int status, String body) {
        violations.accept(new Violation(fileId, "answer of " + by, "the file", "HTTP " + status + ": " + body));
    }

    /** All series of an ended file. */
    void series(String by, FileSummary end, Expected expected, Map<String, SeriesFigures> found) {
        check(by, () -> expected.check(end, found), end.fileId());
    }

    /** The number of accepted files that were not seen to have ended. */
    public synchronized int open() {
        return open;
    }

    /** Whether the end of a file was seen. */
    synchronized boolean hasEnded(String fileId) {
        return watched(fileId).expected == null;
    }

    /** The time is over: each accepted file must have ended. */
    public synchronized void finish() {
        files.forEach((fileId, file) -> {
            if (file.owed) {
                violations.accept(new Violation(fileId, "status", "an end", "none"));
            }
        });
    }

    private void settle(Watched file) {
        if (file.owed) {
            file.owed = false;
            open--;
        }
    }

    private void check(String by, Runnable check, String fileId) {
        try {
            check.run();
        } catch (WrongResultException e) {
            violations.accept(
                    new Violation(fileId, "answer of " + by, "the exact result", String.valueOf(e.getMessage())));
        }
    }

    private Watched watched(String fileId) {
        return Objects.requireNonNull(files.get(fileId), fileId);
    }

    private void wrong(String fileId, String by, String expected, FileSummary found) {
        violations.accept(new Violation(fileId, "answer of " + by, expected, found.toString()));
    }
}
