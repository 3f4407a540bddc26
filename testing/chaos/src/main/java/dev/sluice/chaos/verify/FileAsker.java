package dev.sluice.chaos.verify;

import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.Task;
import dev.sluice.schemas.query.FileSummary;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Queries one instance for files continuously: mostly for recently deleted ones, which must not reappear, sometimes for
 * any other. Records each answer.
 */
final class FileAsker implements Task {
    private static final int LAST = 40;
    private static final int ONE_OF = 4;
    private static final long PAUSE_MS = 100;
    private static final long LATER_MS = 250;

    private final Random random;
    private final String name;
    private final Question question;
    private final FileHistories histories;
    private final StatusLedger statuses;
    private final Deletions deletions;
    private final Supplier<List<String>> all;

    /**
     * Queries one instance.
     *
     * @param name of the instance
     * @param all files, in the order in which they were accepted
     */
    FileAsker(
            long seed,
            String name,
            Question question,
            FileHistories histories,
            StatusLedger statuses,
            Deletions deletions,
            Supplier<List<String>> all) {
        this.random = new Random(seed);
        this.name = name;
        this.question = question;
        this.histories = histories;
        this.statuses = statuses;
        this.deletions = deletions;
        this.all = all;
    }

    /** Sends a query to the instance. */
    interface Question {
        HttpAnswer<FileSummary> ask(String fileId) throws InterruptedException;
    }

    @Override
    public void round() throws InterruptedException {
        String fileId = next();
        Thread.sleep(fileId != null && ask(fileId) ? PAUSE_MS : LATER_MS);
    }

    private @Nullable String next() {
        List<String> deleted = deletions.sent();
        if (!deleted.isEmpty() && random.nextInt(ONE_OF) > 0) {
            int size = deleted.size();
            return deleted.get(size - 1 - random.nextInt(Math.min(size, LAST)));
        }
        List<String> files = all.get();
        return files.isEmpty() ? null : files.get(random.nextInt(files.size()));
    }

    /** Whether the instance answered. */
    private boolean ask(String fileId) throws InterruptedException {
        long asked = System.nanoTime();
        HttpAnswer<FileSummary> answer = question.ask(fileId);
        long answered = System.nanoTime();
        if (answer instanceof HttpAnswer.Found<FileSummary> found) {
            histories.found(name, found.value(), asked, answered);
        } else if (answer instanceof HttpAnswer.Missing) {
            histories.missing(name, fileId, asked, answered);
        } else if (answer instanceof HttpAnswer.Wrong<FileSummary> wrong) {
            statuses.refused(name, fileId, wrong.status(), wrong.body());
        }
        return !(answer instanceof HttpAnswer.NotNow);
    }
}
