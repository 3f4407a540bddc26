package dev.sluice.results;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.FilesPart;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesWindows;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files of one client. The fake knows sums over them as those of a {@linkplain #dataset separate dataset}. */
record OwnFakeFiles(FakeFileQueries all, String client) implements FileQueries {
    /** The name under which the fake has the sums over a client's files. */
    static String dataset(String client, String dataset) {
        return client + "/" + dataset;
    }

    @Override
    public FileQueries ofClient(String other) {
        return new OwnFakeFiles(all, other);
    }

    @Override
    public Answer<FileSummary> file(String fileId) {
        return own(fileId, () -> all.file(fileId));
    }

    @Override
    public Answer<FileSummary> delete(String fileId) {
        return own(fileId, () -> all.delete(fileId));
    }

    @Override
    public Answer<SeriesPage> series(String fileId, @Nullable String after, int limit) {
        return own(fileId, () -> all.series(fileId, after, limit));
    }

    @Override
    public Answer<SeriesProfile.Page> profiles(String fileId, @Nullable String after, int limit) {
        return own(fileId, () -> all.profiles(fileId, after, limit));
    }

    @Override
    public Answer<SeriesProfile.Single> profile(String fileId, String series) {
        return own(fileId, () -> all.profile(fileId, series));
    }

    @Override
    public Answer<SeriesWindows> windows(
            String fileId, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return own(fileId, () -> all.windows(fileId, filter, after, limit));
    }

    @Override
    public Answer<RejectsPage> rejects(String fileId, RejectsPage.Filter filter, @Nullable String cursor, int limit) {
        return own(fileId, () -> all.rejects(fileId, filter, cursor, limit));
    }

    @Override
    public Answer<FilesPage> files(FilesPage.Filter filter, @Nullable String cursor, int limit) {
        Answer<FilesPart> part =
                all.filesPart(cursor, limit, file -> filter.accepts(file) && client.equals(file.client()));
        return part instanceof Answer.Found<FilesPart> found
                ? new Answer.Found<>(FilesPage.of(found.value(), all.lacking()))
                : all.files(filter, cursor, limit);
    }

    @Override
    public Answer<SeriesOverFiles> seriesOverFiles(String dataset, String series) {
        return all.seriesOverFiles(dataset(client, dataset), series);
    }

    @Override
    public Answer<SeriesOverFiles.Page> allSeriesOverFiles(String dataset, @Nullable String after, int limit) {
        return all.allSeriesOverFiles(dataset(client, dataset), after, limit);
    }

    @Override
    public Answer<SeriesWindows.OverFiles> windowsOverFiles(
            String dataset, SeriesWindows.Filter filter, SeriesWindows.@Nullable Key after, int limit) {
        return all.windowsOverFiles(dataset(client, dataset), filter, after, limit);
    }

    @Override
    public Answer<DatasetTotals> totals(String dataset) {
        return all.totals(dataset(client, dataset));
    }

    private <T> Answer<T> own(String fileId, Supplier<Answer<T>> query) {
        return all.file(fileId) instanceof Answer.Found<FileSummary> found
                        && !client.equals(found.value().client())
                ? new Answer.Missing<>()
                : query.get();
    }
}
