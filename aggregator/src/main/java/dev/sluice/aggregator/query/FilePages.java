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
import org.jspecify.annotations.Nullable;

/** Pages over the entries of a file in a store. */
public final class FilePages {
    private FilePages() {}

    public static SeriesPage series(FileStore store, FileState state, @Nullable String after, int limit) {
        List<SeriesPage.Series> page = new ArrayList<>();
        boolean[] more = {false};
        SeriesStore all = store.series();
        all.read(state.fileId(), after, (name, series) -> {
            more[0] = page.size() == limit;
            if (!more[0]) {
                page.add(new SeriesPage.Series(
                        name, SeriesFigures.of(series.statistics(), all.sketch(state.fileId(), name, series))));
            }
            return !more[0];
        });
        return new SeriesPage(
                state.summary(), page, more[0] ? page.get(page.size() - 1).series() : null);
    }

    public static SeriesProfile.Page profiles(FileStore store, FileState state, @Nullable String after, int limit) {
        List<SeriesProfile> page = new ArrayList<>();
        boolean[] more = {false};
        SeriesStore all = store.series();
        all.read(state.fileId(), after, (name, series) -> {
            more[0] = page.size() == limit;
            if (!more[0]) {
                SeriesDetails details = all.details(state.fileId(), name, series);
                page.add(SeriesProfile.of(name, details == null ? null : details.profile()));
            }
            return !more[0];
        });
        return new SeriesProfile.Page(
                state.summary(), page, more[0] ? page.get(page.size() - 1).series() : null);
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
        List<SeriesWindows.Window> page = new ArrayList<>();
        SeriesWindows.@Nullable Key[] last = {null};
        boolean[] more = {false};
        store.windows().read(state.fileId(), filter, after, (window, statistics) -> {
            more[0] = page.size() == limit;
            if (!more[0]) {
                page.add(SeriesWindows.Window.of(window, statistics));
                last[0] = window;
            }
            return !more[0];
        });
        return new SeriesWindows(state.summary(), state.windows().overflowRows(), page, more[0] ? last[0] : null);
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
