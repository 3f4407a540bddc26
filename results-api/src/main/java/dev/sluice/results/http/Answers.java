package dev.sluice.results.http;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Converts answers of {@link FileQueries} to values or problems. */
public final class Answers {
    /** A paged query. */
    @FunctionalInterface
    public interface Pages<T> {
        /**
         * Returns a page.
         *
         * @param cursor the cursor from the previous page, or null for the first one
         * @throws IllegalArgumentException if the cursor is invalid
         */
        Answer<T> from(@Nullable String cursor);
    }

    private Answers() {}

    /** The value that was found. */
    public static <T> T found(Answer<T> answer, Supplier<ResultsProblem> missing) {
        if (answer instanceof Answer.Found<T> found) {
            return found.value();
        }
        if (answer instanceof Answer.Unavailable<T> unavailable) {
            throw ResultsProblem.unavailable(unavailable.reason(), unavailable.retryAfter());
        }
        throw missing.get();
    }

    /** The value that was found for a file. */
    public static <T> T ofFile(Answer<T> answer, String fileId) {
        return found(answer, () -> ResultsProblem.unknownFile(fileId));
    }

    /** Refuses the request unless the file has ended: its data may still change. */
    public static void requireEnd(FileSummary file) {
        if (!file.status().terminal()) {
            throw ResultsProblem.notFinished(file);
        }
    }

    /**
     * Returns the page after a cursor.
     *
     * @param cursor the client's cursor; only the aggregator can validate it
     */
    public static <T> T page(@Nullable String cursor, Pages<T> pages, Supplier<ResultsProblem> missing) {
        if (cursor == null || cursor.isEmpty()) {
            return found(pages.from(null), missing);
        }
        try {
            return found(pages.from(cursor), missing);
        } catch (IllegalArgumentException e) {
            throw ResultsProblem.invalidCursor(cursor);
        }
    }
}
