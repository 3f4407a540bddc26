package dev.sluice.chaos.verify;

import dev.sluice.chaos.report.Violation;
import dev.sluice.chaos.verify.FileHistory.Answer;
import dev.sluice.chaos.verify.FileHistory.Seen;
import dev.sluice.schemas.query.FileSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The history of every file: all writes, deletions and answers of all instances together must be linearizable, and a terminal
 * status never changes while the file lives. What was answered with 503 or not at all is unknown: a write or deletion may have
 * happened then at any later time or never, and a read says nothing. Times are of {@link System#nanoTime}. Thread-safe.
 */
public final class FileHistories {
    private final Consumer<Violation> violations;
    private final Map<String, FileHistory> files = new HashMap<>();
    /** Which instance has already been told of for which file: a wrong answer that stays is one violation. */
    private final Set<String> told = new HashSet<>();

    private long answers;

    public FileHistories(Consumer<Violation> violations) {
        this.violations = violations;
    }

    /** A write of a file begins, whose id is known before it is acknowledged or is told by the acknowledgement. */
    public synchronized void creating(String fileId, long time) {
        files.computeIfAbsent(fileId, id -> new FileHistory()).creating(time);
    }

    /** There is no file of this id, and there will be none. */
    synchronized void never(String fileId) {
        files.putIfAbsent(fileId, new FileHistory());
    }

    /** The file is there from now on, for every client and at every instance. */
    public synchronized void created(String by, String fileId, long time) {
        report(by, fileId, of(fileId).created(time), "earlier answers that don't know it");
    }

    /** A deletion is sent. */
    public synchronized void deleting(String fileId, long time) {
        of(fileId).deleting(time);
    }

    /** A deletion is confirmed. */
    public synchronized void deleted(String by, String fileId, long time) {
        report(by, fileId, of(fileId).deleted(time), "an answer with the file");
    }

    /** An answer that there is no such file. */
    synchronized void missing(String by, String fileId, long asked, long answered) {
        add(by, fileId, new Answer(Seen.ABSENT, asked, answered, null), "404");
    }

    /** An answer with the status of a file. */
    public synchronized void found(String by, FileSummary summary, long asked, long answered) {
        boolean terminal = summary.status().terminal();
        add(
                by,
                summary.fileId(),
                new Answer(terminal ? Seen.ENDED : Seen.PROVISIONAL, asked, answered, terminal ? summary : null),
                summary.toString());
    }

    /** A list shows these files; what it shows of others is left aside. */
    synchronized void listed(String by, Collection<FileSummary> shown, long asked, long answered) {
        shown.stream()
                .filter(file -> files.containsKey(file.fileId()))
                .forEach(file -> found(by, file, asked, answered));
    }

    /**
     * A list that isn't partial, to its end: it lacks no file that had ended.
     *
     * @param asked when its first page was asked for
     */
    synchronized void whole(String by, Collection<FileSummary> shown, long asked) {
        Set<String> ids = shown.stream().map(FileSummary::fileId).collect(Collectors.toSet());
        files.forEach((fileId, file) -> {
            if (file.hasEndedBefore(asked) && !ids.contains(fileId)) {
                report(by, fileId, "the file, which has ended, in a list that isn't partial", "none");
            }
        });
    }

    /** Whether a deletion of the file that now has this id was sent. */
    synchronized boolean isBeingDeleted(String fileId) {
        return of(fileId).isBeingDeleted();
    }

    /** Whether the file is known to be deleted. */
    synchronized boolean isDeleted(String fileId) {
        return of(fileId).isDeleted();
    }

    /** How many answers were entered. */
    public synchronized long answers() {
        return answers;
    }

    /** No answer will come any more. */
    public synchronized void finish() {
        files.forEach((fileId, file) -> {
            if (!file.isLinearizable()) {
                report("all", fileId, "a linearizable history", "answers that contradict each other");
            }
        });
    }

    private void add(String by, String fileId, Answer answer, String found) {
        answers++;
        report(by, fileId, of(fileId).add(answer), found);
    }

    private void report(String by, String fileId, @Nullable String expected, String found) {
        if (expected != null && told.add(by + " " + fileId)) {
            violations.accept(new Violation(fileId, "history, answer of " + by, expected, found));
        }
    }

    private FileHistory of(String fileId) {
        FileHistory file = files.get(fileId);
        if (file == null) {
            throw new IllegalArgumentException("no write of file " + fileId + " was entered");
        }
        return file;
    }
}
