package dev.sluice.results.dataset;

import dev.sluice.results.http.Answers;
import dev.sluice.results.http.ResultsProblem;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.SeriesOverFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages in the order of time over series whose keys are times in UTC.
 *
 * <p>The store's order is that of the keys' bytes, which differs within a second: there {@code 10:00:00Z} comes after
 * {@code 10:00:00.250Z}, as {@code Z} comes after the point and all digits. So a time comes after all finer ones: to
 * move it to its place, it is queried as soon as the first of these is met, and skipped where it occurs later.
 *
 * @param dataset the dataset of the series
 */
record TimeOrder(FileQueries queries, String dataset) {
    /** The number of fraction digits, from the coarsest time to the finest. */
    private static final List<Integer> FRACTION_DIGITS = List.of(0, 3, 6);

    private static final Comparator<SeriesOverFiles> BY_TIME = Comparator.comparing(each -> stem(each.series()));
    private static final int SECOND_LENGTH = "2026-11-20T10:00:00".length();

    /**
     * Returns a page.
     *
     * @param last the time after which the page starts, or null for the first page
     */
    SeriesOverFiles.Page after(@Nullable String last, int limit) {
        String stem = last == null ? null : stem(last);
        // In addition to new ones this may contain the last one itself, and its coarser times.
        SeriesOverFiles.Page raw = found(queries.allSeriesOverFiles(dataset, stem, limit + FRACTION_DIGITS.size()));
        String next = raw.next();
        List<SeriesOverFiles> all = new ArrayList<>(raw.series());
        if (next != null) {
            all.addAll(coarserThan(next));
        }
        if (stem != null) {
            all.removeIf(each -> stem(each.series()).compareTo(stem) <= 0);
        }
        all.sort(BY_TIME);
        List<SeriesOverFiles> page = all.subList(0, Math.min(limit, all.size()));
        boolean more = next != null || all.size() > limit;
        return new SeriesOverFiles.Page(page, more ? page.get(page.size() - 1).series() : null);
    }

    /** The existing coarser times that are prefixes of this one. */
    private List<SeriesOverFiles> coarserThan(String time) {
        String stem = stem(time);
        return FRACTION_DIGITS.stream()
                .map(digits -> digits == 0 ? SECOND_LENGTH : SECOND_LENGTH + 1 + digits)
                .filter(length -> length < stem.length())
                .map(length -> queries.seriesOverFiles(dataset, stem.substring(0, length) + "Z"))
                .filter(answer -> !(answer instanceof Answer.Missing<SeriesOverFiles>))
                .map(TimeOrder::found)
                .toList();
    }

    private static <T> T found(Answer<T> answer) {
        return Answers.found(answer, ResultsProblem::internalError);
    }

    /** A stem comes before all times that it begins, and so does its time. */
    private static String stem(String time) {
        return time.substring(0, time.length() - 1);
    }
}
