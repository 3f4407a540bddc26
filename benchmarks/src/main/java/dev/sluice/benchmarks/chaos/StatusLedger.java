package dev.sluice.benchmarks.chaos;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.standalone.readings.Expected;
import dev.sluice.standalone.readings.WrongResultException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every answer about every accepted file. The first terminal status must be right; whoever is asked after it was seen
 * must say the very same. A file whose end was seen and checked keeps no expectation in memory. Thread-safe.
 */
final class StatusLedger {
    private final Consumer<Violation> violations;
    private final Map<String, Watched> files = new HashMap<>();
    private int open;

    StatusLedger(Consumer<Violation> violations) {
        this.violations = violations;
    }

    private static final class Watched {
        private @Nullable Expected expected;
        private final boolean known;
        private @Nullable FileSummary end;
        private long endSeen;

        Watched(Expected expected, boolean known) {
            this.expected = expected;
            this.known = known;
        }
    }

    /**
     * The file was accepted.
     *
     * @param expected what must come of it
     * @param known whether everybody must know it from now on; else from its end on, for what was shown of it before may be
     *     of a transaction that is aborted
     */
    synchronized void accepted(String fileId, Expected expected, boolean known) {
        files.put(fileId, new Watched(expected, known));
        open++;
    }

    /**
     * An answer with a summary.
     *
     * @param by who answered
     * @param asked when the question was sent, {@link System#nanoTime}
     * @param answered when the answer was there
     * @return whether it is the first answer that says the file has ended
     */
    synchronized boolean answered(String by, FileSummary summary, long asked, long answered) {
        String fileId = summary.fileId();
        if (summary.totalRows() != summary.validRows() + summary.invalidRows()) {
            wrong(fileId, by, "total_rows as the sum of valid and invalid ones", summary);
        }
        if (summary.status().terminal() == summary.provisional()) {
            wrong(fileId, by, "just what isn't terminal to be provisional", summary);
        }
        Watched file = watched(fileId);
        FileSummary end = file.end;
        if (end == null) {
            return summary.status().terminal() && ended(file, by, summary, answered);
        }
        // What was asked before the end was seen may have been answered before it came.
        boolean mayBeOlder = asked - file.endSeen < 0 && !summary.status().terminal();
        if (!mayBeOlder && !summary.equals(end)) {
            wrong(fileId, by, "the end as it was first shown, " + end, summary);
        }
        return false;
    }

    /**
     * An answer that there is no such file.
     *
     * @param asked when the question was sent, {@link System#nanoTime}
     */
    synchronized void missing(String by, String fileId, long asked) {
        Watched file = watched(fileId);
        if (file.known || (file.end != null && asked - file.endSeen >= 0)) {
            violations.accept(new Violation(fileId, "answer of " + by, "a known file", "404"));
        }
    }

    /** An answer that no client could make anything of. */
    synchronized void refused(String by, String fileId, int status, String body) {
        violations.accept(new Violation(fileId, "answer of " + by, "the file", "HTTP " + status + ": " + body));
    }

    /** All series of a file that has ended. */
    void series(String by, FileSummary end, Expected expected, Map<String, SeriesFigures> found) {
        check(by, () -> expected.check(end, found), end.fileId());
    }

    /** How many accepted files were not seen to have ended. */
    synchronized int open() {
        return open;
    }

    /** Whether the end of a file was seen. */
    synchronized boolean hasEnded(String fileId) {
        return watched(fileId).end != null;
    }

    /** The time is over: each accepted file must have ended. */
    synchronized void finish() {
        files.forEach((fileId, file) -> {
            if (file.end == null) {
                violations.accept(new Violation(fileId, "status", "an end", "none"));
            }
        });
    }

    private boolean ended(Watched file, String by, FileSummary summary, long answered) {
        Expected expected = Objects.requireNonNull(file.expected, "not ended yet");
        check(by, () -> expected.check(summary), summary.fileId());
        file.end = summary;
        file.endSeen = answered;
        file.expected = null;
        open--;
        return true;
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
