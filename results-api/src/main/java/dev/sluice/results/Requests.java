package dev.sluice.results;

import dev.sluice.schemas.FileIds;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FilesPage;
import org.jspecify.annotations.Nullable;

/** Turns what a client sent into what {@code FileQueries} takes, and its answers into a value or a problem. */
final class Requests {
    private Requests() {}

    /** The id itself. An id that no file can have is the client's mistake, and told apart from a file not known. */
    static String fileId(String text) {
        if (!FileIds.isValid(text)) {
            throw ResultsProblem.invalidFileId(text);
        }
        return text;
    }

    /** The limit, or the default where none is given. */
    static int limit(@Nullable String text, PageLimit limit) {
        if (text == null || text.isEmpty()) {
            return limit.byDefault();
        }
        return limit.parse(text).orElseThrow(() -> ResultsProblem.invalidLimit(limit, text));
    }

    /** The sensor to go on after, or null for the first page. */
    static @Nullable String sensorAfter(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        return SensorCursor.sensor(cursor).orElseThrow(() -> ResultsProblem.invalidCursor(cursor));
    }

    /**
     * A page of all files.
     *
     * @param cursor the client's; only the aggregator can tell whether it is one
     */
    static FilesPage filesPage(FileQueries queries, @Nullable String cursor, int limit) {
        if (cursor == null || cursor.isEmpty()) {
            return found(queries.files(null, limit), "");
        }
        try {
            return found(queries.files(cursor, limit), "");
        } catch (IllegalArgumentException e) {
            throw ResultsProblem.invalidCursor(cursor);
        }
    }

    /** What was found of a file. */
    static <T> T found(Answer<T> answer, String fileId) {
        if (answer instanceof Answer.Found<T> found) {
            return found.value();
        }
        if (answer instanceof Answer.Unavailable<T> unavailable) {
            throw ResultsProblem.unavailable(unavailable.reason(), unavailable.retryAfter());
        }
        throw ResultsProblem.unknownFile(fileId);
    }
}
