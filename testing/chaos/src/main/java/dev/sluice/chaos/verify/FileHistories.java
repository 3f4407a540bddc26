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
 * The history of every file: all writes, deletions and answers of all instances must be linearizable, and a terminal
 * status never changes while the file exists. A request that was answered with 503, or not at all, has an unknown
 * outcome: a write or deletion may have taken effect at any later time or never, and a read shows nothing. Times are of
 * {@link System#nanoTime}. Thread-safe.
 */
public final class FileHistories {
    private final Consumer<Violation> violations;
    private final Map<String, FileHistory> files = new HashMap<>();
    /** By file the instances whose violation was reported: a permanent wrong answer is one violation. */
    private final Set<String> told = new HashSet<>();

    private long answers;

    public FileHistories(Consumer<Violation> violations) {
        this.violations = violations;
    }

    /** A write of a file begins; its id is known before the acknowledgement or from it. */
    public synchronized void creating(String fileId, long time) {
        files.computeIfAbsent(fileId, id -> new FileHistory()).creating(time);
    }

    /** There is no file with this id, and there will be none. */
    synchronized void never(String fileId) {
        files.putIfAbsent(fileId, new FileHistory());
    }

    /** The file exists from now on, for every client and at every instance. */
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

    /** An answer that the file is unknown. */
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

    /** A list contains these files; other files are not considered. */
    synchronized void listed(String by, Collection<FileSummary> shown, long asked, long answered) {
        shown.stream()
                .filter(file -> files.containsKey(file.fileId()))
                .forEach(file -> found(by, file, asked, answered));
    }

    /**
     * A complete list: it contains every file that had ended.
     *
     * @param asked when its first page was requested
     */
    synchronized void whole(String by, Collection<FileSummary> shown, long asked) {
        Set<String> ids = shown.stream().map(FileSummary::fileId).collect(Collectors.toSet());
        files.forEach((fileId, file) -> {
            if (file.hasEndedBefore(asked) && !ids.contains(fileId)) {
                report(by, fileId, "the file, which has ended, in a list that isn't partial", "none");
            }
        });
    }

    /** Whether a deletion of the current file with this id was sent. */
    synchronized boolean isBeingDeleted(String fileId) {
        return of(fileId).isBeingDeleted();
    }

    /** Whether the file is known to be deleted. */
    synchronized boolean isDeleted(String fileId) {
        return of(fileId).isDeleted();
    }

    /** The number of recorded answers. */
    public synchronized long answers() {
        return answers;
    }

    /** There will be no more answers. */
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
