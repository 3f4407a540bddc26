package dev.sluice.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.operations.ClientUse;
import dev.sluice.schemas.operations.ClientUses;
import dev.sluice.schemas.operations.OperationsQueries;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FilePosition;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.FilesPart;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesPage.Series;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesSums;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.schemas.query.SystemQueries;
import dev.sluice.schemas.query.SystemState;
import dev.sluice.schemas.query.SystemState.StageState;
import dev.sluice.schemas.query.SystemState.TopicLag;
import dev.sluice.schemas.query.SystemState.TopicState;
import dev.sluice.tabular.row.RowError;
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
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Files in memory, which answer as an aggregator does. */
public final class FakeFileQueries implements FileQueries, SystemQueries, OperationsQueries {
    private static final SystemState SYSTEM = new SystemState(
            Instant.parse("2026-11-20T10:05:00Z"),
            List.of("kafka:9092"),
            List.of(new TopicState("sluice.raw-chunks", 4, 12), new TopicState("sluice.valid-rows", 4, 48_210)),
            List.of(new StageState(
                    "split", "sluice.splitter", 2, 3, List.of(new TopicLag("sluice.raw-chunks", 3)), List.of())));

    public static final Comparator<String> UTF_8_ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

    private static final Comparator<SeriesWindows.Key> WINDOWS = Comparator.comparing(
                    SeriesWindows.Key::series, UTF_8_ORDER)
            .thenComparing(SeriesWindows.Key::start)
            .thenComparing(SeriesWindows.Key::seconds);

    private static final Answer.Unavailable<Object> DOWN =
            new Answer.Unavailable<>("the store is restoring", Duration.ofSeconds(3));

    private final Map<String, FileSummary> files = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<FilePosition> newestFirst = new ConcurrentSkipListSet<>();
    private final Map<String, TreeMap<String, SeriesFigures>> series = new ConcurrentHashMap<>();
    private final Map<String, TreeMap<String, SeriesProfile>> profiles = new ConcurrentHashMap<>();
    private final Map<String, SeriesWindows> windows = new ConcurrentHashMap<>();
    private final Map<String, List<SeriesWindows.Sum>> windowSums = new ConcurrentHashMap<>();
    private final Map<String, RejectsPage> rejects = new ConcurrentHashMap<>();
    private final Map<String, TreeMap<String, SeriesOverFiles>> overFiles = new ConcurrentHashMap<>();
    private final Map<String, TreeMap<String, SeriesSum>> sums = new ConcurrentHashMap<>();
    private final Map<String, DatasetTotals> totals = new ConcurrentHashMap<>();
    private volatile ClientUses uses = ClientUses.of(List.of(), null);
    private volatile boolean down;
    private volatile int rejectsBreakFrom = Integer.MAX_VALUE;
    private volatile @Nullable String breakingAfter;
    private volatile List<String> lacking = List.of();
    private volatile @Nullable Supplier<RuntimeException> bug;
    private volatile Runnable whenAsked = () -> {};

    /** It is so from now on, whatever it was before. */
    public void set(FileSummary file) {
        put(file);
    }

    /** A file with these series; the statistics tell them apart. */
    public void add(FileSummary file, Collection<String> keys) {
        TreeMap<String, SeriesFigures> byKey = new TreeMap<>(UTF_8_ORDER);
        keys.forEach(key -> byKey.put(key, statistics(byKey.size() + 1)));
        series.put(file.fileId(), byKey);
        put(file);
    }

    /** A file that ends when it is asked for as often as that. */
    public void endWhenAsked(FileSummary underWay, FileSummary ended, int times) {
        put(underWay);
        AtomicInteger left = new AtomicInteger(times);
        whenAsked = () -> {
            if (left.decrementAndGet() == 0) {
                files.put(ended.fileId(), ended);
            }
        };
    }

    public void add(FileSummary file, Map<String, SeriesFigures> statistics) {
        TreeMap<String, SeriesFigures> byKey = new TreeMap<>(UTF_8_ORDER);
        byKey.putAll(statistics);
        series.put(file.fileId(), byKey);
        put(file);
    }

    /** A file with these series over time. */
    public void add(FileSummary file, SeriesProfile... all) {
        TreeMap<String, SeriesProfile> byKey = new TreeMap<>(UTF_8_ORDER);
        for (SeriesProfile each : all) {
            byKey.put(each.series(), each);
        }
        profiles.put(file.fileId(), byKey);
        put(file);
    }

    /** A file with windows; the page has all of them, in order. */
    public void add(SeriesWindows all) {
        put(all.summary());
        windows.put(all.summary().fileId(), all);
    }

    /** A file with rejects; the page says all about them. */
    public void add(RejectsPage all) {
        put(all.summary());
        rejects.put(all.summary().fileId(), all);
    }

    public void add(String dataset, SeriesOverFiles... all) {
        TreeMap<String, SeriesOverFiles> byKey = overFiles.computeIfAbsent(dataset, name -> new TreeMap<>(UTF_8_ORDER));
        for (SeriesOverFiles each : all) {
            byKey.put(each.series(), each);
        }
    }

    /** Series in the form that merges. */
    public void add(String dataset, SeriesSum... all) {
        for (SeriesSum each : all) {
            add(dataset, each.result());
            sums.computeIfAbsent(dataset, name -> new TreeMap<>(UTF_8_ORDER)).put(each.series(), each);
        }
    }

    /** The windows of a series over files, in order, in the form that merges. */
    public void add(String dataset, String ofSeries, SeriesWindows.Sum... all) {
        windowSums.put(dataset + " " + ofSeries, List.of(all));
    }

    public void add(String dataset, DatasetTotals ofAllFiles) {
        totals.put(dataset, ofAllFiles);
    }

    /** From now on nothing is known and all works. */
    public void clear() {
        files.clear();
        series.clear();
        profiles.clear();
        windows.clear();
        windowSums.clear();
        rejects.clear();
        newestFirst.clear();
        overFiles.clear();
        sums.clear();
        totals.clear();
        uses = ClientUses.of(List.of(), null);
        down = false;
        breakingAfter = null;
        lacking = List.of();
        rejectsBreakFrom = Integer.MAX_VALUE;
        bug = null;
        whenAsked = () -> {};
    }

    /** From now on every answer is Unavailable. */
    public void goDown() {
        down = true;
    }

    /** From now on the list of files lacks these parts. */
    public void lack(String... parts) {
        lacking = List.of(parts);
    }

    /** From now on every question throws. */
    public void fail(Supplier<RuntimeException> withBug) {
        bug = withBug;
    }

    /** From now on the pages after this series or a later one are Unavailable. */
    public void breakAfter(String key) {
        breakingAfter = key;
    }

    /** From now on the pages of rejects from this one on are Unavailable. */
    public void breakRejectsFrom(int reject) {
        rejectsBreakFrom = reject;
    }

    List<String> lacking() {
        return lacking;
    }

    /** The name under which the sums over a client's files are known. */
    public static String ownDataset(String client, String dataset) {
        return OwnFakeFiles.dataset(client, dataset);
    }

    @Override
    public FileQueries ofClient(String client) {
        return new OwnFakeFiles(this, client);
    }

    @Override
    public Answer<FileSummary> file(String fileId) {
        whenAsked.run();
        return trouble(() -> Optional.ofNullable(files.get(fileId))
                .<Answer<FileSummary>>map(Answer.Found::new)
                .orElseGet(Answer.Missing::new));
    }

    @Override
    public Answer<FileSummary> delete(String fileId) {
        return trouble(() -> {
            series.remove(fileId);
            rejects.remove(fileId);
            return Optional.ofNullable(files.remove(fileId))
                    .<Answer<FileSummary>>map(Answer.Found::new)
                    .orElseGet(Answer.Missing::new);
        });
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
    public Answer<SeriesProfile.Page> profiles(String fileId, @Nullable String after, int limit) {
        return trouble(() -> {
            TreeMap<String, SeriesProfile> all = profiles.get(fileId);
            if (all == null) {
                return new Answer.Missing<>();
            }
            var rest = after == null ? all : all.tailMap(after, false);
            List<SeriesProfile> page = rest.values().stream()
                    .limit(limit)
                    .map(each -> new SeriesProfile(each.series(), each.intervalSeconds(), each.points(), null, null))
                    .toList();
            String next = rest.size() > limit ? page.get(limit - 1).series() : null;
            return new Answer.Found<>(new SeriesProfile.Page(files.get(fileId), page, next));
        });
    }

    @Override
    public Answer<SeriesProfile.Single> profile(String fileId, String key) {
        return trouble(() -> Optional.ofNullable(profiles.get(fileId))
                .<Answer<SeriesProfile.Single>>map(
                        all -> new Answer.Found<>(new SeriesProfile.Single(files.get(fileId), all.get(key))))
                .orElseGet(Answer.Missing::new));
    }

    @Override
    public Answer<SeriesWindows> windows(
            String fileId, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        if (after != null && after.series().equals(breakingAfter)) {
            return unavailable();
        }
        return trouble(() -> {
            SeriesWindows all = windows.get(fileId);
            if (all == null) {
                return new Answer.Missing<>();
            }
            List<SeriesWindows.Window> rest = all.windows().stream()
                    .filter(each -> filter.series() == null || filter.series().equals(each.series()))
                    .filter(each ->
                            key(each).start() >= filter.from() && key(each).start() < filter.to())
                    .filter(each -> after == null || WINDOWS.compare(key(each), after) > 0)
                    .toList();
            List<SeriesWindows.Window> page = rest.stream().limit(limit).toList();
            return new Answer.Found<>(new SeriesWindows(
                    all.summary(), all.overflowRows(), page, rest.size() > limit ? key(page.get(limit - 1)) : null));
        });
    }

    @Override
    public Answer<SeriesWindows.OverFiles> windowsOverFiles(
            String dataset, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return windowSums(dataset, filter, after, limit) instanceof Answer.Found<SeriesWindows.Sums> found
                ? new Answer.Found<>(SeriesWindows.OverFiles.of(filter.onlySeries(), List.of(found.value()), limit))
                : unavailable();
    }

    /** Windows over files in the form that merges, page by page. */
    public Answer<SeriesWindows.Sums> windowSums(
            String dataset, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return trouble(() -> {
            List<SeriesWindows.Sum> rest =
                    windowSums.getOrDefault(dataset + " " + filter.onlySeries(), List.of()).stream()
                            .filter(each -> each.start() >= filter.from() && each.start() < filter.to())
                            .filter(each -> after == null || each.start() > after.start())
                            .toList();
            List<SeriesWindows.Sum> page = rest.stream().limit(limit).toList();
            return new Answer.Found<>(new SeriesWindows.Sums(page, page.size() < rest.size()));
        });
    }

    private static SeriesWindows.Key key(SeriesWindows.Window window) {
        long start = window.start().getEpochSecond();
        return new SeriesWindows.Key(window.series(), start, window.end().getEpochSecond() - start);
    }

    @Override
    public Answer<FilesPage> files(FilesPage.Filter filter, @Nullable String cursor, int limit) {
        if (filesPart(cursor, limit, filter::accepts) instanceof Answer.Found<FilesPart> found) {
            return new Answer.Found<>(FilesPage.of(found.value(), lacking));
        }
        return unavailable();
    }

    @Override
    public Answer<RejectsPage> rejects(String fileId, RejectsPage.Filter filter, @Nullable String cursor, int limit) {
        if (cursor != null && !cursor.startsWith("r:")) {
            throw new IllegalArgumentException("expected a cursor that begins with r:");
        }
        return trouble(
                () -> rejectsFrom(fileId, filter, cursor == null ? 0 : Integer.parseInt(cursor.substring(2)), limit));
    }

    @Override
    public Answer<SeriesOverFiles> seriesOverFiles(String dataset, String key) {
        return trouble(() -> Optional.ofNullable(ofDataset(dataset).get(key))
                .<Answer<SeriesOverFiles>>map(Answer.Found::new)
                .orElseGet(Answer.Missing::new));
    }

    @Override
    public Answer<SeriesOverFiles.Page> allSeriesOverFiles(String dataset, @Nullable String after, int limit) {
        return trouble(() -> {
            TreeMap<String, SeriesOverFiles> all = ofDataset(dataset);
            var rest = after == null ? all : all.tailMap(after, false);
            List<SeriesOverFiles> page = rest.values().stream().limit(limit).toList();
            boolean more = rest.size() > limit;
            return new Answer.Found<>(
                    new SeriesOverFiles.Page(page, more ? page.get(limit - 1).series() : null));
        });
    }

    @Override
    public Answer<DatasetTotals> totals(String dataset) {
        return trouble(() -> new Answer.Found<>(totals.getOrDefault(dataset, DatasetTotals.NONE)));
    }

    /** From now on this is what clients have stored. */
    public void use(ClientUse... all) {
        uses = ClientUses.of(List.of(all), null);
    }

    @Override
    public Answer<ClientUses> clientUses(Instant now) {
        return trouble(() -> new Answer.Found<>(uses));
    }

    @Override
    public Answer<SystemState> system() {
        return trouble(() -> new Answer.Found<>(SYSTEM));
    }

    public static SeriesFigures statistics(long count) {
        return new SeriesFigures(
                count, -1.5, 2.25, 0.5, 0.5 * count, 0.125, Instant.EPOCH, Instant.EPOCH.plusSeconds(count), null);
    }

    private Answer<SeriesPage> seriesOf(String fileId, @Nullable String after, int limit) {
        FileSummary file = files.get(fileId);
        TreeMap<String, SeriesFigures> all = series.get(fileId);
        if (file == null || all == null) {
            return new Answer.Missing<>();
        }
        List<Series> page = new ArrayList<>();
        for (var entry : (after == null ? all : all.tailMap(after, false)).entrySet()) {
            if (page.size() == limit) {
                return new Answer.Found<>(
                        new SeriesPage(file, page, page.get(limit - 1).series()));
            }
            page.add(new Series(entry.getKey(), entry.getValue()));
        }
        return new Answer.Found<>(new SeriesPage(file, page, null));
    }

    /** The files that are to be shown, page by page. */
    public Answer<FilesPart> filesPart(@Nullable String cursor, int limit, Predicate<FileSummary> shown) {
        FilePosition after = cursor == null ? null : FilePosition.parse(cursor);
        return trouble(() -> {
            List<FilesPart.Entry> rest = (after == null ? newestFirst : newestFirst.tailSet(after, false))
                    .stream()
                            .map(each -> new FilesPart.Entry(each.createdMs(), files.get(each.fileId())))
                            .filter(each -> shown.test(each.summary()))
                            .toList();
            return new Answer.Found<>(FilesPart.merge(List.of(new FilesPart(rest, null)), limit));
        });
    }

    /** Series in the form that merges, page by page. */
    public Answer<SeriesSums> sums(String dataset, @Nullable String after, int limit) {
        return trouble(() -> {
            TreeMap<String, SeriesSum> all = sums.getOrDefault(dataset, new TreeMap<>(UTF_8_ORDER));
            var rest = after == null ? all : all.tailMap(after, false);
            List<SeriesSum> page = rest.values().stream().limit(limit).toList();
            boolean more = rest.size() > limit;
            return new Answer.Found<>(
                    new SeriesSums(page, more ? page.get(limit - 1).series() : null));
        });
    }

    public Answer<SeriesSum> sum(String dataset, String key) {
        return trouble(() -> Optional.ofNullable(
                        sums.getOrDefault(dataset, new TreeMap<>(UTF_8_ORDER)).get(key))
                .<Answer<SeriesSum>>map(Answer.Found::new)
                .orElseGet(Answer.Missing::new));
    }

    private void put(FileSummary file) {
        if (files.put(file.fileId(), file) == null) {
            newestFirst.add(new FilePosition(newestFirst.size(), file.fileId()));
        }
    }

    private Answer<RejectsPage> rejectsFrom(String fileId, RejectsPage.Filter filter, int from, int limit) {
        RejectsPage all = rejects.get(fileId);
        if (all == null) {
            return new Answer.Missing<>();
        }
        if (from >= rejectsBreakFrom) {
            return unavailable();
        }
        List<InvalidRow> filtered = all.rejects().stream()
                .filter(row -> row.errors().stream().anyMatch(error -> passes(error, filter)))
                .toList();
        int to = Math.min(filtered.size(), from + limit);
        return new Answer.Found<>(new RejectsPage(
                all.summary(),
                all.csvHeader(),
                all.csvOptions(),
                all.kept(),
                filtered.subList(Math.min(from, to), to),
                to < filtered.size() ? "r:" + to : null));
    }

    private static boolean passes(RowError error, RejectsPage.Filter filter) {
        return (filter.code() == null || filter.code().equals(error.code()))
                && (filter.field() == null || filter.field().equals(error.field()));
    }

    private TreeMap<String, SeriesOverFiles> ofDataset(String dataset) {
        return overFiles.getOrDefault(dataset, new TreeMap<>(UTF_8_ORDER));
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
