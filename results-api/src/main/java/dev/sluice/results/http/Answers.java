package dev.sluice.results.http;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns answers of {@link FileQueries} into a value or a problem. */
public final class Answers {
    /** A question that is answered page by page. */
    @FunctionalInterface
    public interface Pages<T> {
        /**
         * A page.
         *
         * @param cursor from the page before, or null for the first one
         * @throws IllegalArgumentException if it is no cursor
         */
        Answer<T> from(@Nullable String cursor);
    }

    private Answers() {}

    /** What was found. */
    public static <T> T found(Answer<T> answer, Supplier<ResultsProblem> missing) {
        if (answer instanceof Answer.Found<T> found) {
            return found.value();
        }
        if (answer instanceof Answer.Unavailable<T> unavailable) {
            throw ResultsProblem.unavailable(unavailable.reason(), unavailable.retryAfter());
        }
        throw missing.get();
    }

    /** What was found of a file. */
    public static <T> T ofFile(Answer<T> answer, String fileId) {
        return found(answer, () -> ResultsProblem.unknownFile(fileId));
    }

    /** Refuses to tell before a file's end what may still change. */
    public static void requireEnd(FileSummary file) {
        if (!file.status().terminal()) {
            throw ResultsProblem.notFinished(file);
        }
    }

    /**
     * What was found from a cursor on.
     *
     * @param cursor the client's; only who answers can tell whether it is one
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
