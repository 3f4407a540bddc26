package dev.sluice.schemas.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.message.Json;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** The shares of several instances merge to the result of a single instance. */
class PartsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void shouldListFilesOfAllPartsInOrderPageByPage(int limit) {
        List<FilesPart.Entry> all = IntStream.range(0, 20)
                .mapToObj(i -> file(100 - i / 3, "f" + (char) ('a' + i)))
                .toList();

        List<String> seen = new ArrayList<>();
        FilePosition after = null;
        do {
            FilePosition from = after;
            List<FilesPart> parts = IntStream.range(0, 3)
                    .mapToObj(part -> part(
                            all.stream()
                                    .filter(file -> file.summary().fileId().hashCode() % 3 == part)
                                    .toList(),
                            from,
                            limit))
                    .toList();
            FilesPart page = FilesPart.merge(parts, limit);
            assertThat(page.files()).hasSizeLessThanOrEqualTo(limit);
            page.files().forEach(file -> seen.add(file.summary().fileId()));
            after = page.end();
        } while (after != null);

        assertThat(seen)
                .containsExactlyElementsOf(
                        all.stream().map(file -> file.summary().fileId()).toList());
    }

    /** Unreadable files make a part short although more files follow. */
    @Test
    void shouldNotListPastTheCursorOfAnUnfinishedPart() {
        FilesPart cut = new FilesPart(List.of(), new FilePosition(50, "x"));
        FilesPart whole = new FilesPart(List.of(file(60, "a"), file(50, "b"), file(40, "c")), null);

        FilesPart page = FilesPart.merge(List.of(cut, whole), 10);

        assertThat(page.files()).extracting(file -> file.summary().fileId()).containsExactly("a", "b");
        assertThat(FilesPage.of(page, List.of("partition 3")))
                .isEqualTo(new FilesPage(
                        List.of(file(60, "a").summary(), file(50, "b").summary()), "50.x", List.of("partition 3")));
    }

    @Test
    void shouldReadItsOwnCursors() {
        FilePosition position = new FilePosition(1_700_000_000_000L, "a.b-c");

        assertThat(FilePosition.parse(position.cursor())).isEqualTo(position);
        for (String cursor : List.of("x", "12", "12.", ".f", "12.a/b", "")) {
            assertThatIllegalArgumentException().isThrownBy(() -> FilePosition.parse(cursor));
        }
    }

    @Test
    void shouldTransferASumWithoutLoss() {
        SeriesSum one = sum("s", "a", false, 1e9 + 0.1, 1e9 + 0.2, Double.MIN_VALUE);
        SeriesSum other = sum("s", "b", false, -1e-9, 3);
        SeriesStatistics all = statistics(1e9 + 0.1, 1e9 + 0.2, Double.MIN_VALUE);
        all.merge(statistics(-1e-9, 3));

        SeriesOverFiles merged = transferred(one).plus(transferred(other)).result();

        assertThat(merged)
                .isEqualTo(new SeriesOverFiles(
                        "s",
                        2,
                        "b",
                        Instant.ofEpochMilli(1_000),
                        SeriesFigures.of(all, sketch(1e9 + 0.1, 1e9 + 0.2, Double.MIN_VALUE, -1e-9, 3))));
    }

    @Test
    void shouldCountOnlyTheLatestFileWhereTheDatasetRequiresIt() {
        SeriesSum older = sum("s", "a", true, 1, 2);
        SeriesSum later = sum("s", "b", true, 5);

        for (SeriesSum merged : List.of(older.plus(later), later.plus(older))) {
            assertThat(merged.result().files()).isEqualTo(2);
            assertThat(merged.result().latestFileId()).isEqualTo("b");
            assertThat(merged.result().figures().count()).isEqualTo(1);
            assertThat(merged.result().figures().sum()).isEqualTo(5);
        }
    }

    @Test
    void shouldRefuseInvalidStatistics() {
        String json = Json.MAPPER.writeValueAsString(sum("s", "a", false, 1));
        assertThatThrownBy(() -> Json.MAPPER.readValue(
                        json.replaceFirst("\"statistics\":\"[^\"]*\"", "\"statistics\":\"AAAA\""), SeriesSum.class))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining("expected statistics");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void shouldMergeSeriesOfAllPartsInTheOrderOfTheirBytesPageByPage(int limit) {
        List<List<String>> parts = List.of(
                List.of("a", "c", "\ue000", "\ud83d\ude00"), List.of("b", "c", "d"), List.of("c", "\ud83d\ude00"));

        List<SeriesOverFiles> seen = new ArrayList<>();
        String after = null;
        do {
            String from = after;
            SeriesOverFiles.Page page = SeriesSums.page(
                    parts.stream().map(part -> sums(part, from, limit)).toList(), limit);
            assertThat(page.series()).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(page.series());
            after = page.next();
        } while (after != null);

        assertThat(seen)
                .extracting(SeriesOverFiles::series)
                .containsExactly("a", "b", "c", "d", "\ue000", "\ud83d\ude00");
        assertThat(seen).extracting(SeriesOverFiles::files).containsExactly(1L, 1L, 3L, 1L, 1L, 2L);
    }

    /** Of the given, which are in order, those behind a series, as one part tells them. */
    private static SeriesSums sums(List<String> all, @Nullable String after, int limit) {
        List<SeriesSum> rest = all.subList(after == null ? 0 : indexAfter(all, after), all.size()).stream()
                .map(series -> sum(series, "f", false, 1))
                .toList();
        return rest.size() <= limit
                ? new SeriesSums(rest, null)
                : new SeriesSums(rest.subList(0, limit), rest.get(limit - 1).series());
    }

    private static int indexAfter(List<String> all, String after) {
        List<String> order = List.of("a", "b", "c", "d", "\ue000", "\ud83d\ude00");
        return (int) all.stream()
                .filter(each -> order.indexOf(each) <= order.indexOf(after))
                .count();
    }

    private static FilesPart part(List<FilesPart.Entry> all, @Nullable FilePosition after, int limit) {
        List<FilesPart.Entry> rest = all.stream()
                .filter(file -> after == null || file.position().compareTo(after) > 0)
                .toList();
        return rest.size() <= limit
                ? new FilesPart(rest, null)
                : new FilesPart(rest.subList(0, limit), rest.get(limit - 1).position());
    }

    private static SeriesSum transferred(SeriesSum sum) {
        return Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(sum), SeriesSum.class);
    }

    private static SeriesSum sum(String series, String fileId, boolean latestOnly, double... values) {
        return new SeriesSum(
                series, 1, new SeriesSum.Latest(1_000, -1, 0, fileId), latestOnly, statistics(values), sketch(values));
    }

    private static PercentileSketch sketch(double... values) {
        PercentileSketch sketch = new PercentileSketch();
        Arrays.stream(values).forEach(sketch::add);
        return sketch;
    }

    private static SeriesStatistics statistics(double... values) {
        SeriesStatistics statistics = new SeriesStatistics();
        Arrays.stream(values).forEach(statistics::add);
        return statistics;
    }

    private static FilesPart.Entry file(long createdMs, String fileId) {
        return new FilesPart.Entry(
                createdMs,
                new FileSummary(
                        fileId,
                        FileStatus.PROCESSED,
                        false,
                        null,
                        "upload",
                        "sensor-readings",
                        null,
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(1),
                        1.0,
                        null,
                        0,
                        0,
                        0,
                        0,
                        null,
                        0,
                        List.of(),
                        new FileSummary.Progress(0, 0, true, 0, 0, 0)));
    }
}
