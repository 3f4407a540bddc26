package dev.sluice.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.SensorStatistics;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesPage.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Files in memory, which answer as an aggregator does. */
final class FakeFileQueries implements FileQueries {
    static final Comparator<String> UTF_8_ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

    private static final Answer.Unavailable<Object> DOWN =
            new Answer.Unavailable<>("the store is restoring", Duration.ofSeconds(3));

    private final ConcurrentSkipListMap<String, FileSummary> files = new ConcurrentSkipListMap<>();
    private final Map<String, TreeMap<String, SensorStatistics>> series = new ConcurrentHashMap<>();
    private volatile boolean down;
    private volatile @Nullable String breakingAfter;
    private volatile @Nullable Supplier<RuntimeException> bug;

    /** A file with these sensors; the statistics tell them apart. */
    void add(FileSummary file, Collection<String> sensors) {
        TreeMap<String, SensorStatistics> bySensor = new TreeMap<>(UTF_8_ORDER);
        sensors.forEach(sensor -> bySensor.put(sensor, statistics(bySensor.size() + 1)));
        series.put(file.fileId(), bySensor);
        files.put(file.fileId(), file);
    }

    void add(FileSummary file, Map<String, SensorStatistics> statistics) {
        TreeMap<String, SensorStatistics> bySensor = new TreeMap<>(UTF_8_ORDER);
        bySensor.putAll(statistics);
        series.put(file.fileId(), bySensor);
        files.put(file.fileId(), file);
    }

    /** From now on nothing is known and all works. */
    void clear() {
        files.clear();
        series.clear();
        down = false;
        breakingAfter = null;
        bug = null;
    }

    /** From now on every answer is Unavailable. */
    void goDown() {
        down = true;
    }

    /** From now on every question throws. */
    void fail(Supplier<RuntimeException> withBug) {
        bug = withBug;
    }

    /** From now on the pages after this sensor or a later one are Unavailable. */
    void breakAfter(String sensor) {
        breakingAfter = sensor;
    }

    @Override
    public Answer<FileSummary> file(String fileId) {
        return trouble(() -> Optional.ofNullable(files.get(fileId))
                .<Answer<FileSummary>>map(Answer.Found::new)
                .orElseGet(Answer.Missing::new));
    }

    @Override
    public Answer<SeriesPage> series(String fileId, @Nullable String after, int limit) {
        String breaking = breakingAfter;
        if (after != null && breaking != null && UTF_8_ORDER.compare(after, breaking) >= 0) {
            return unavailable();
        }
        return trouble(() -> seriesOf(fileId, after, limit));
    }

    @Override
    public Answer<FilesPage> files(@Nullable String cursor, int limit) {
        return trouble(() -> filesAfter(cursor, limit));
    }

    static SensorStatistics statistics(long count) {
        return new SensorStatistics(
                count, -1.5, 2.25, 0.5, 0.5 * count, 0.125, Instant.EPOCH, Instant.EPOCH.plusSeconds(count));
    }

    private Answer<SeriesPage> seriesOf(String fileId, @Nullable String after, int limit) {
        FileSummary file = files.get(fileId);
        TreeMap<String, SensorStatistics> all = series.get(fileId);
        if (file == null || all == null) {
            return new Answer.Missing<>();
        }
        List<Series> page = new ArrayList<>();
        for (var entry : (after == null ? all : all.tailMap(after, false)).entrySet()) {
            if (page.size() == limit) {
                return new Answer.Found<>(
                        new SeriesPage(file, page, page.get(limit - 1).sensor()));
            }
            page.add(new Series(entry.getKey(), entry.getValue()));
        }
        return new Answer.Found<>(new SeriesPage(file, page, null));
    }

    private Answer<FilesPage> filesAfter(@Nullable String cursor, int limit) {
        if (cursor != null && !cursor.startsWith("c:")) {
            throw new IllegalArgumentException("expected a cursor that begins with c:");
        }
        var newestFirst = files.descendingMap();
        var rest = cursor == null ? newestFirst : newestFirst.tailMap(cursor.substring(2), false);
        List<FileSummary> page = rest.values().stream().limit(limit).toList();
        boolean more = rest.size() > limit;
        return new Answer.Found<>(
                new FilesPage(page, more ? "c:" + page.get(limit - 1).fileId() : null));
    }

    private <T> Answer<T> trouble(Supplier<Answer<T>> otherwise) {
        Supplier<RuntimeException> failing = bug;
        if (failing != null) {
            throw failing.get();
        }
        return down ? unavailable() : otherwise.get();
    }

    private static <T> Answer<T> unavailable() {
        return new Answer.Unavailable<>(DOWN.reason(), DOWN.retryAfter());
    }
}
