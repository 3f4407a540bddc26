package dev.sluice.results.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.schemas.query.SeriesPage.Series;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTableTest {
    private static final Instant TIME = Instant.parse("2019-05-01T10:00:00Z");

    @Test
    void shouldHaveTheColumnsThatTheDatasetNames() {
        SeriesTable songs = table("song-plays");
        SeriesTable measurements = table("measurements");

        assertThat(songs.header()).containsExactly("Song", "Date", "Total Number of Plays for Date");
        assertThat(songs.row(series("Umbrella,2020-01-01", figures(150.0))))
                .containsExactly("Umbrella", "2020-01-01", "150");
        assertThat(songs.row(series("\"Hello, \"\"World\"\"\nx\",2020-01-01", figures(7.0))))
                .containsExactly("Hello, \"World\"\nx", "2020-01-01", "7");
        assertThat(measurements.header()).containsExactly("measured_at", "count", "mean", "std_dev");
        assertThat(measurements.row(series("2019-05-01T10:00:00Z", figures(2.0))))
                .containsExactly("2019-05-01T10:00:00Z", "2", "1.0", "0.5");
    }

    @Test
    void shouldShowAllFiguresOfAnUnknownDataset() {
        SeriesTable unknown = table("gone");

        assertThat(unknown.header())
                .containsExactly(
                        "series",
                        "count",
                        "min",
                        "max",
                        "avg",
                        "sum",
                        "std_dev",
                        "first",
                        "last",
                        "p01",
                        "p05",
                        "p25",
                        "p50",
                        "p75",
                        "p95",
                        "p99",
                        "rank_error");
        assertThat(unknown.row(series("a,b", figures(2.0))))
                .containsExactly(
                        "a,b", "2", "50.0", "100.0", "1.0", "2.0", "0.5", "", "", "", "", "", "", "", "", "", "");
        assertThat(unknown.row(series("a", new SeriesFigures(1, 1, 1, 1.0, 1.0, 0.0, TIME, TIME, null))))
                .containsSequence("2019-05-01T10:00:00Z", "2019-05-01T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
                    150.0, 150
                    -0.0, 0
                    -3.0, -3
                    9007199254740993.0, 9007199254740992
                    1e300, 1.0E300
                    2.5, 2.5
                    null, ''
                    """)
    void shouldWriteWholeFiguresOfIntegersAsIntegers(Double sum, String cell) {
        assertThat(table("song-plays").row(series("a,2020-01-01", figures(sum))).get(2))
                .isEqualTo(cell);
    }

    @Test
    void shouldLeaveCellsEmptyThatAnOlderKeyDoesNotHave() {
        assertThat(table("song-plays").row(series("Umbrella", figures(1.0)))).containsExactly("Umbrella", "", "1");
    }

    private static SeriesTable table(String dataset) {
        return SeriesTable.of(Datasets.shipped(), dataset);
    }

    private static Series series(String key, SeriesFigures figures) {
        return new Series(key, figures);
    }

    private static SeriesFigures figures(Double sum) {
        return new SeriesFigures(2, 50, 100, 1.0, sum, 0.5, null, null, null);
    }
}
