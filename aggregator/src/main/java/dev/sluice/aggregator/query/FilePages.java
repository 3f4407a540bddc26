package dev.sluice.aggregator.query;

import dev.sluice.aggregator.delta.SeriesDetails;
import dev.sluice.aggregator.file.CsvFormat;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.SeriesStore;
import dev.sluice.aggregator.store.StoredSeries;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pages over the entries of a file in a store. */
public final class FilePages {
    private FilePages() {}

    /** The first entries up to a limit. One more shows that it isn't the last page, and isn't made. */
    private static final class Page<K, V> {
        private final int limit;
        private final List<V> entries = new ArrayList<>();
        private @Nullable K last;
        private boolean more;

        Page(int limit) {
            this.limit = limit;
        }

        /** Adds an entry unless the page is full. Returns whether it may take another one. */
        boolean add(K key, Supplier<V> entry) {
            more = entries.size() == limit;
            if (!more) {
                entries.add(entry.get());
                last = key;
            }
            return !more;
        }

        /** The key after which the next page starts, or null on the last page. */
        @Nullable
        K next() {
            return more ? last : null;
        }
    }

    public static SeriesPage series(FileStore store, FileState state, @Nullable String after, int limit) {
        Page<String, SeriesPage.Series> page = new Page<>(limit);
        SeriesStore all = store.series();
        all.read(
                state.fileId(),
                after,
                (name, series) -> page.add(
                        name,
                        () -> new SeriesPage.Series(
                                name,
                                SeriesFigures.of(series.statistics(), all.sketch(state.fileId(), name, series)))));
        return new SeriesPage(state.summary(), page.entries, page.next());
    }

    public static SeriesProfile.Page profiles(FileStore store, FileState state, @Nullable String after, int limit) {
        Page<String, SeriesProfile> page = new Page<>(limit);
        SeriesStore all = store.series();
        all.read(
                state.fileId(),
                after,
                (name, series) ->
                        page.add(name, () -> SeriesProfile.of(name, all.profile(state.fileId(), name, series))));
        return new SeriesProfile.Page(state.summary(), page.entries, page.next());
    }

    public static SeriesProfile.Single profile(FileStore store, FileState state, String name) {
        StoredSeries series = store.series().get(state.fileId(), name);
        if (series == null) {
            return new SeriesProfile.Single(state.summary(), null);
        }
        SeriesDetails details = store.series().details(state.fileId(), name, series);
        SeriesProfile profile = details == null
                ? SeriesProfile.of(name, null)
                : SeriesProfile.of(name, details.profile())
                        .withDistribution(series.statistics().min(), details.sketch());
        return new SeriesProfile.Single(state.summary(), profile);
    }

    public static SeriesWindows windows(
            FileStore store,
            FileState state,
            SeriesWindows.Filter filter,
            SeriesWindows.@Nullable Key after,
            int limit) {
        Page<SeriesWindows.Key, SeriesWindows.Window> page = new Page<>(limit);
        store.windows()
                .read(
                        state.fileId(),
                        filter,
                        after,
                        (window, statistics) -> page.add(window, () -> SeriesWindows.Window.of(window, statistics)));
        return new SeriesWindows(state.summary(), state.windows().overflowRows(), page.entries, page.next());
    }

    public static RejectsPage rejects(
            FileStore store, FileState state, RejectsPage.Filter filter, @Nullable RejectPosition after, int limit) {
        RejectsFound found = new RejectsFound(filter, limit);
        store.rejects().read(state.fileId(), after, found);
        CsvFormat format = store.format(state.fileId());
        return new RejectsPage(
                state.summary(),
                format.csvHeader(),
                format.csvOptions(),
                state.rejectsKept().rows(),
                found.rows(),
                found.next());
    }
}
