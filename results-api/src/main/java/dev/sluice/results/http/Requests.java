package dev.sluice.results.http;

import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.dataset.type.Timestamps;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Converts request parameters to arguments of {@code FileQueries}. */
public final class Requests {
    /** The maximum time that a client may wait for the end of a file. */
    static final int MAX_WAIT_SECONDS = 30;

    /** More than the longest row and header row have. */
    static final long MIN_PART_BYTES = 1_000_000;

    private static final long DEFAULT_PART_BYTES = 500_000_000;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private Requests() {}

    /** Returns a valid id unchanged. An invalid id is a bad request, unlike the id of an unknown file. */
    public static String fileId(String text) {
        if (!FileIds.isValid(text)) {
            throw ResultsProblem.invalidFileId(text);
        }
        return text;
    }

    /** The dataset with this name. */
    public static Dataset dataset(Datasets datasets, String name) {
        return datasets.find(name).orElseThrow(() -> DatasetProblems.unknownDataset(name, datasets.names()));
    }

    /** The key in the rest of a path, which begins with a slash. */
    public static String seriesKey(String restOfPath) {
        return restOfPath.startsWith("/") ? restOfPath.substring(1) : restOfPath;
    }

    /** The limit, or the default. */
    public static int limit(@Nullable String text, PageLimit limit) {
        if (text == null || text.isEmpty()) {
            return limit.defaultValue();
        }
        return limit.parse(text).orElseThrow(() -> ResultsProblem.invalidLimit(limit, text));
    }

    /** The maximum size of a part of a result, in bytes, or the default. */
    public static long maxBytes(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return DEFAULT_PART_BYTES;
        }
        if (!text.matches("[0-9]{1,15}") || Long.parseLong(text) < MIN_PART_BYTES) {
            throw ResultsProblem.invalidMaxBytes(text);
        }
        return Long.parseLong(text);
    }

    /** The waiting time of a long poll; none by default. */
    public static Duration wait(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Duration.ZERO;
        }
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) > MAX_WAIT_SECONDS) {
            throw ResultsProblem.invalidWait(text);
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    /** The series after which the page starts, or null for the first page. */
    public static @Nullable String seriesAfter(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        return SeriesCursor.series(cursor).orElseThrow(() -> ResultsProblem.invalidCursor(cursor));
    }

    /** The window after which the page starts, or null for the first page. */
    public static SeriesWindows.@Nullable Key windowAfter(@Nullable String cursor) {
        String window = seriesAfter(cursor);
        if (window == null || cursor == null) {
            return null;
        }
        try {
            return SeriesWindows.Key.parse(window);
        } catch (IllegalArgumentException e) {
            throw ResultsProblem.invalidCursor(cursor);
        }
    }

    /** The filter for windows; an empty value counts as none. */
    public static SeriesWindows.Filter windows(@Nullable String series, @Nullable String from, @Nullable String to) {
        return new SeriesWindows.Filter(
                series == null || series.isEmpty() ? null : series,
                secondsFrom("from", from, SeriesWindows.Filter.ALL.from()),
                secondsFrom("to", to, SeriesWindows.Filter.ALL.to()));
    }

    /** The first whole second since the epoch that isn't before a time. */
    private static long secondsFrom(String name, @Nullable String text, long otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        long micros = Timestamps.parseMicros(text.strip()).orElseThrow(() -> DatasetProblems.invalidTime(name, text));
        return -Math.floorDiv(-micros, MICROS_PER_SECOND);
    }

    /** The filter for files; an empty value counts as none. */
    public static FilesPage.Filter filesFilter(@Nullable String status, @Nullable String text) {
        FileStatus wanted = null;
        if (status != null && !status.isEmpty()) {
            wanted = Arrays.stream(FileStatus.values())
                    .filter(each -> each.word().equals(status))
                    .findFirst()
                    .orElseThrow(() -> ResultsProblem.invalidStatus(status));
        }
        return new FilesPage.Filter(wanted, text == null || text.isBlank() ? null : text.strip());
    }

    /** The filter for rejects; an empty value counts as none. */
    public static RejectsPage.Filter filter(@Nullable String code, @Nullable String field) {
        return new RejectsPage.Filter(
                code == null || code.isEmpty() ? null : code, field == null || field.isEmpty() ? null : field);
    }
}
