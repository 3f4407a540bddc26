package dev.sluice.results.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.FileSummaries;
import dev.sluice.results.reject.Rejects;
import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.schemas.query.RejectsPage.Filter;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesOverFiles;
import dev.sluice.schemas.query.SeriesPage;
import dev.sluice.schemas.query.SeriesPage.Series;
import dev.sluice.schemas.query.SeriesProfile;
import dev.sluice.schemas.query.SeriesProfile.Point;
import dev.sluice.schemas.query.SeriesSum;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link FileQueries} does, whatever is between it and the files. */
public abstract class FileQueriesContract {
    public static final List<String> AWKWARD = List.of(
            "a b",
            "a+b",
            "a%20b",
            "a&limit=1",
            "a=b",
            "a#b",
            "a?b",
            "a/b",
            "..",
            "quote\"d",
            "com,ma",
            "line\nfeed",
            "cr\r\nlf",
            "Zürich",
            "温度",
            "🌡",
            "\u0000",
            "tab\t",
            "back\\slash",
            "semi;colon",
            "plain.csv");

    final FakeFileQueries files = new FakeFileQueries();

    /** The queries to test, over {@link #files}. */
    abstract FileQueries queries();

    @Test
    void shouldFindAFile() {
        for (FileStatus status : FileStatus.values()) {
            FileSummary file = FileSummaries.file("file-" + status, status);
            files.add(file, List.of());

            assertThat(queries().file(file.fileId())).isEqualTo(new Answer.Found<>(file));
        }
    }

    @Test
    void shouldFindTheOverflowOfAFile() {
        FileSummary file = FileSummaries.overflown("f");
        files.add(file, List.of());

        assertThat(queries().file("f")).isEqualTo(new Answer.Found<>(file));
    }

    @Test
    void shouldFindTheFilesOfAClientOnly() {
        String client = "l\u00e4b &a/b";
        FileSummary mine = FileSummaries.ofClient("mine", client);
        FileSummary theirs = FileSummaries.ofClient("theirs", "plant");
        for (FileSummary file : List.of(mine, theirs)) {
            files.add(file, List.of("a"));
            files.add(file, new SeriesProfile("a", 1L, List.of(), null, null));
            files.add(new RejectsPage(file, null, null, 0, List.of(), null));
            files.add(new SeriesWindows(file, 0, List.of(), null));
        }
        FileQueries own = queries().ofClient(client);

        assertThat(own.file("mine")).isEqualTo(new Answer.Found<>(mine));
        assertThat(own.series("mine", null, 9)).isInstanceOf(Answer.Found.class);
        assertThat(own.file("theirs")).isEqualTo(new Answer.Missing<>());
        assertThat(own.series("theirs", null, 9)).isEqualTo(new Answer.Missing<>());
        assertThat(own.profiles("theirs", null, 9)).isEqualTo(new Answer.Missing<>());
        assertThat(own.profile("theirs", "a")).isEqualTo(new Answer.Missing<>());
        assertThat(own.windows("theirs", SeriesWindows.Filter.ALL, null, 9)).isEqualTo(new Answer.Missing<>());
        assertThat(own.rejects("theirs", Filter.NONE, null, 9)).isEqualTo(new Answer.Missing<>());
        assertThat(own.delete("theirs")).isEqualTo(new Answer.Missing<>());
        assertThat(own.files(FilesPage.Filter.NONE, null, 9))
                .isEqualTo(new Answer.Found<>(new FilesPage(List.of(mine), null)));
        assertThat(own.delete("mine")).isEqualTo(new Answer.Found<>(mine));
        assertThat(queries().file("theirs")).isEqualTo(new Answer.Found<>(theirs));
    }

    @Test
    void shouldSumUpTheFilesOfAClientOnly() {
        DatasetTotals totals = new DatasetTotals(1, 0, 3, 0, 0);
        files.add("songs", new DatasetTotals(9, 9, 9, 9, 9));
        files.add(FakeFileQueries.ownDataset("lab", "songs"), totals);
        FileQueries own = queries().ofClient("lab");

        assertThat(own.totals("songs")).isEqualTo(new Answer.Found<>(totals));
        assertThat(own.seriesOverFiles("songs", "a")).isEqualTo(new Answer.Missing<>());
        assertThat(own.allSeriesOverFiles("songs", null, 9))
                .isEqualTo(new Answer.Found<>(new SeriesOverFiles.Page(List.of(), null)));
    }

    @Test
    void shouldDistinguishMissingFromUnavailable() {
        assertThat(queries().file("none")).isEqualTo(new Answer.Missing<>());
        assertThat(queries().series("none", null, 1)).isEqualTo(new Answer.Missing<>());
        assertThat(queries().rejects("none", Filter.NONE, null, 1)).isEqualTo(new Answer.Missing<>());
        assertThat(queries().profiles("none", null, 1)).isEqualTo(new Answer.Missing<>());
        assertThat(queries().profile("none", "a")).isEqualTo(new Answer.Missing<>());
        assertThat(queries().windows("none", SeriesWindows.Filter.ALL, null, 1)).isEqualTo(new Answer.Missing<>());
        assertThat(queries().seriesOverFiles("songs", "none")).isEqualTo(new Answer.Missing<>());

        files.goDown();

        var unavailable = new Answer.Unavailable<>("the store is restoring", Duration.ofSeconds(3));
        assertThat(queries().file("none")).isEqualTo(unavailable);
        assertThat(queries().series("none", null, 1)).isEqualTo(unavailable);
        assertThat(queries().files(FilesPage.Filter.NONE, null, 1)).isEqualTo(unavailable);
        assertThat(queries().rejects("none", Filter.NONE, null, 1)).isEqualTo(unavailable);
        assertThat(queries().profiles("none", null, 1)).isEqualTo(unavailable);
        assertThat(queries().profile("none", "a")).isEqualTo(unavailable);
        assertThat(queries().windows("none", SeriesWindows.Filter.ALL, null, 1)).isEqualTo(unavailable);
        assertThat(queries().seriesOverFiles("songs", "none")).isEqualTo(unavailable);
        assertThat(queries().allSeriesOverFiles("songs", null, 1)).isEqualTo(unavailable);
        assertThat(queries().totals("songs")).isEqualTo(unavailable);
        SeriesWindows.Filter ofA = new SeriesWindows.Filter("a", 0, 9);
        assertThat(queries().windowsOverFiles("songs", ofA, null, 1)).isEqualTo(unavailable);
        assertThat(queries().delete("none")).isEqualTo(unavailable);
    }

    @Test
    void shouldDeleteAFileOnce() {
        FileSummary file = FileSummaries.partial("sluice.raw-chunks-0-12");
        files.add(file, List.of("a"));
        files.add(FileSummaries.partial("other"), List.of("a"));

        assertThat(queries().delete(file.fileId())).isEqualTo(new Answer.Found<>(file));

        assertThat(queries().delete(file.fileId())).isEqualTo(new Answer.Missing<>());
        assertThat(queries().file(file.fileId())).isEqualTo(new Answer.Missing<>());
        assertThat(queries().file("other")).isInstanceOf(Answer.Found.class);
    }

    @Test
    void shouldFindIdsWithDots() {
        FileSummary file = FileSummaries.partial("sluice.raw-chunks-0-12");
        files.add(file, List.of("a"));

        assertThat(queries().file(file.fileId())).isEqualTo(new Answer.Found<>(file));
        assertThat(queries().series(file.fileId(), null, 1)).isInstanceOf(Answer.Found.class);
    }

    @Test
    void shouldPageThroughAwkwardSeriesOneByOne() {
        files.add(FileSummaries.partial("f"), AWKWARD);

        assertThat(series("f", 1))
                .containsExactlyElementsOf(
                        AWKWARD.stream().sorted(FakeFileQueries.UTF_8_ORDER).toList());
    }

    @Test
    void shouldReturnStatisticsUnchanged() {
        SeriesFigures extreme = new SeriesFigures(
                Long.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.MIN_VALUE,
                0.1 + 0.2,
                null,
                null,
                Instant.parse("0001-01-01T00:00:00.000001Z"),
                Instant.parse("9999-12-31T23:59:59.999999Z"),
                null);
        files.add(FileSummaries.partial("f"), Map.of("s", extreme));

        assertThat(queries().series("f", null, 1))
                .isEqualTo(new Answer.Found<>(
                        new SeriesPage(FileSummaries.partial("f"), List.of(new Series("s", extreme)), null)));
    }

    @Test
    void shouldReturnProfilesUnchanged() {
        SeriesProfile extreme = new SeriesProfile(
                "a/b;c ?",
                2_831_155_200L,
                List.of(
                        new Point(Instant.parse("-0077-02-03T00:00:00Z"), 1, -0.0, Double.MIN_VALUE, 0.1 + 0.2),
                        new Point(Instant.parse("9999-12-31T23:59:59Z"), Long.MAX_VALUE, -1, Double.MAX_VALUE, 0)),
                List.of(-0.0, Double.MAX_VALUE),
                List.of(-0.0, 0.1 + 0.2, Double.MAX_VALUE));
        SeriesProfile none = new SeriesProfile("b", null, List.of(), null, null);
        FileSummary file = FileSummaries.partial("f");
        files.add(file, extreme, none);

        assertThat(queries().profiles("f", null, 1))
                .isEqualTo(new Answer.Found<>(new SeriesProfile.Page(
                        file,
                        List.of(new SeriesProfile(
                                extreme.series(), extreme.intervalSeconds(), extreme.points(), null, null)),
                        "a/b;c ?")));
        assertThat(queries().profiles("f", "a/b;c ?", 1))
                .isEqualTo(new Answer.Found<>(new SeriesProfile.Page(file, List.of(none), null)));
        assertThat(queries().profile("f", "a/b;c ?"))
                .isEqualTo(new Answer.Found<>(new SeriesProfile.Single(file, extreme)));
        assertThat(queries().profile("f", "c")).isEqualTo(new Answer.Found<>(new SeriesProfile.Single(file, null)));
    }

    @Test
    void shouldPageThroughWindowsOfAwkwardSeries() {
        List<SeriesWindows.Window> all = AWKWARD.stream()
                .sorted(FakeFileQueries.UTF_8_ORDER)
                .flatMap(series -> Stream.of(window(series, -3_600), window(series, 0), window(series, 3_600)))
                .toList();
        SeriesWindows file = new SeriesWindows(FileSummaries.partial("f"), 7, all, null);
        files.add(file);

        assertThat(queries().windows("f", SeriesWindows.Filter.ALL, null, all.size()))
                .isEqualTo(new Answer.Found<>(file));
        assertThat(windows(SeriesWindows.Filter.ALL)).isEqualTo(all);
        assertThat(windows(new SeriesWindows.Filter(null, 0, 3_600)))
                .isEqualTo(all.stream()
                        .filter(window -> window.start().equals(Instant.EPOCH))
                        .toList());
        for (String series : AWKWARD) {
            assertThat(windows(new SeriesWindows.Filter(series, -3_600, 1)))
                    .containsExactly(window(series, -3_600), window(series, 0));
        }
        assertThat(windows(new SeriesWindows.Filter("none", 0, 1))).isEmpty();
    }

    @Test
    void shouldPageThroughWindowsOverFiles() {
        String series = "a/b;c ?\u00e9";
        SeriesStatistics statistics = new SeriesStatistics();
        statistics.add(0.1, 1_000_000);
        statistics.add(1e300, 2_000_000);
        files.add(
                "songs",
                series,
                new SeriesWindows.Sum(-3_600, 3_600, statistics),
                new SeriesWindows.Sum(0, 3_600, statistics),
                new SeriesWindows.Sum(3_600, 3_600, statistics));
        SeriesWindows.Filter all = new SeriesWindows.Filter(series, Long.MIN_VALUE, Long.MAX_VALUE);

        SeriesWindows.OverFiles first = found(queries().windowsOverFiles("songs", all, null, 2));
        SeriesWindows.OverFiles second = found(queries().windowsOverFiles("songs", all, first.next(), 2));

        assertThat(first.windows())
                .extracting(SeriesWindows.Window::start)
                .containsExactly(Instant.EPOCH.minusSeconds(3_600), Instant.EPOCH);
        assertThat(first.windows().get(1))
                .isEqualTo(new SeriesWindows.Window(
                        series, Instant.EPOCH, Instant.EPOCH.plusSeconds(3_600), SeriesFigures.of(statistics)));
        assertThat(first.next()).isEqualTo(new SeriesWindows.Key(series, 0, 3_600));
        assertThat(second.windows()).singleElement();
        assertThat(second.next()).isNull();
        assertThat(found(queries().windowsOverFiles("songs", new SeriesWindows.Filter(series, 1, 3_600), null, 2))
                        .windows())
                .isEmpty();
        assertThat(found(queries().windowsOverFiles("songs", new SeriesWindows.Filter("x", 0, 9), null, 2))
                        .windows())
                .isEmpty();
    }

    private List<SeriesWindows.Window> windows(SeriesWindows.Filter filter) {
        List<SeriesWindows.Window> all = new ArrayList<>();
        SeriesWindows.Key after = null;
        do {
            SeriesWindows page = found(queries().windows("f", filter, after, 1));
            all.addAll(page.windows());
            after = page.next();
        } while (after != null);
        return all;
    }

    private static SeriesWindows.Window window(String series, long start) {
        Instant at = Instant.ofEpochSecond(start);
        return new SeriesWindows.Window(series, at, at.plusSeconds(3_600), FakeFileQueries.statistics(3));
    }

    @Test
    void shouldGivePagesOfAHundredThousandSeries() {
        List<String> sensors =
                IntStream.range(0, 150_000).mapToObj("sensor-%06d"::formatted).toList();
        files.add(FileSummaries.partial("f"), sensors);

        assertThat(series("f", 100_000)).isEqualTo(sensors);
    }

    @Test
    void shouldListAllFilesNewestFirst() {
        for (int i = 0; i < 5; i++) {
            files.add(FileSummaries.partial("file-" + i), List.of());
        }
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            FilesPage page = found(queries().files(FilesPage.Filter.NONE, cursor, 2));
            page.files().forEach(file -> ids.add(file.fileId()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(ids).containsExactly("file-4", "file-3", "file-2", "file-1", "file-0");
    }

    @Test
    void shouldFilterFilesByStatusAndText() {
        files.add(FileSummaries.partial("hall-1"), List.of());
        files.add(FileSummaries.partial("cellar"), List.of());
        files.add(FileSummaries.partial("HALL-2"), List.of());

        assertThat(ids(new FilesPage.Filter(FileStatus.PARTIAL, "hall"))).containsExactly("HALL-2", "hall-1");
        assertThat(ids(new FilesPage.Filter(FileStatus.FAILED, null))).isEmpty();
        assertThat(ids(new FilesPage.Filter(null, "a b&c=d"))).isEmpty();
    }

    private List<String> ids(FilesPage.Filter filter) {
        return found(queries().files(filter, null, 10)).files().stream()
                .map(FileSummary::fileId)
                .toList();
    }

    @Test
    void shouldReturnRejectsUnchanged() {
        RejectsPage all = Rejects.ofCsv(
                FileSummaries.partial("f"),
                "a;b",
                "delimiter=%3B",
                Rejects.row(2, "x;\u0000\n\"", Rejects.error("type-error", "a"), Rejects.error("extra-cell", null)),
                Rejects.row(3, "", Rejects.error("blank-row", null)));
        files.add(all);

        assertThat(queries().rejects("f", Filter.NONE, null, 2)).isEqualTo(new Answer.Found<>(all));
    }

    @Test
    void shouldFindRejectsByCodeAndField() {
        files.add(Rejects.ofCsv(
                FileSummaries.partial("f"),
                "a,b & c",
                "",
                Rejects.row(2, "1", Rejects.error("type-error", "a")),
                Rejects.row(3, "2", Rejects.error("type-error", "b & c")),
                Rejects.row(4, "3", Rejects.error("constraint-error", "b & c")),
                Rejects.row(5, "4", Rejects.error("type-error", "b & c"))));

        assertThat(lines(new Filter("type-error", null))).containsExactly(2L, 3L, 5L);
        assertThat(lines(new Filter(null, "b & c"))).containsExactly(3L, 4L, 5L);
        assertThat(lines(new Filter("type-error", "b & c"))).containsExactly(3L, 5L);
    }

    @Test
    void shouldFindAwkwardSeriesOverFiles() {
        for (String key : AWKWARD) {
            SeriesSum series = Sums.of(key, "f", 1.5, 2.25);
            files.add("songs & more", series);

            assertThat(queries().seriesOverFiles("songs & more", key)).isEqualTo(new Answer.Found<>(series.result()));
        }
        List<String> all = new ArrayList<>();
        @Nullable String after = null;
        do {
            SeriesOverFiles.Page page = found(queries().allSeriesOverFiles("songs & more", after, 4));
            page.series().forEach(series -> all.add(series.series()));
            after = page.next();
        } while (after != null);

        assertThat(all)
                .containsExactlyElementsOf(
                        AWKWARD.stream().sorted(FakeFileQueries.UTF_8_ORDER).toList());
    }

    @Test
    void shouldGiveTotals() {
        DatasetTotals totals = new DatasetTotals(5, 1, 20, 3, 1);
        files.add("songs", totals);

        assertThat(queries().totals("songs")).isEqualTo(new Answer.Found<>(totals));
        assertThat(queries().totals("none")).isEqualTo(new Answer.Found<>(DatasetTotals.NONE));
    }

    @Test
    void shouldThrowForAnInvalidCursor() {
        files.add(Rejects.ofCsv(FileSummaries.partial("f"), "a", ""));
        assertThatThrownBy(() -> queries().rejects("f", Filter.NONE, "?&=", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries().files(FilesPage.Filter.NONE, "?&=", 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<Long> lines(Filter filter) {
        List<Long> lines = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            RejectsPage page = found(queries().rejects("f", filter, cursor, 2));
            page.rejects().forEach(row -> lines.add(row.line()));
            cursor = page.next();
        } while (cursor != null);
        return lines;
    }

    private List<String> series(String fileId, int limit) {
        List<String> all = new ArrayList<>();
        @Nullable String after = null;
        do {
            SeriesPage page = found(queries().series(fileId, after, limit));
            assertThat(page.series()).hasSizeLessThanOrEqualTo(limit);
            page.series().forEach(series -> all.add(series.series()));
            after = page.next();
        } while (after != null);
        return all;
    }

    private static <T> T found(Answer<T> answer) {
        assertThat(answer).isInstanceOf(Answer.Found.class);
        return ((Answer.Found<T>) answer).value();
    }
}
