package dev.sluice.results.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.results.ApiOverFake;
import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.FileSummaries;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.SeriesWindows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsCsvTest extends ApiOverFake {
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");
    private static final String HEADER = "sensor_id,window_start,window_end,count,min,max,avg,sum,std_dev,first,last\n";

    @Test
    void shouldHaveARowForEachWindow() throws Exception {
        files.add(new SeriesWindows(
                FileSummaries.partial("f"), 0, List.of(window("a", 0), window("a", 2), window("b", 1)), null));

        HttpResponse<String> response = server.get("/results/f/windows.csv");

        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"f-windows.csv\"");
        assertThat(response.headers().firstValue("X-Overflow-Rows")).isEmpty();
        String rest = ",-1.5,2.25,0.5,1.5,0.125,1970-01-01T00:00:00Z,1970-01-01T00:00:03Z\n";
        assertThat(response.body())
                .isEqualTo(HEADER + "a,2026-01-01T10:00:00Z,2026-01-01T11:00:00Z,3" + rest
                        + "a,2026-01-01T12:00:00Z,2026-01-01T13:00:00Z,3" + rest
                        + "b,2026-01-01T11:00:00Z,2026-01-01T12:00:00Z,3" + rest);
        assertThat(server.get("/results/f/windows.csv?series=a&from=2026-01-01T11:00:00Z&to=2026-01-02")
                        .body())
                .isEqualTo(HEADER + "a,2026-01-01T12:00:00Z,2026-01-01T13:00:00Z,3" + rest);
    }

    @Test
    void shouldSplitTheKeyOfSeveralFieldsAndKeepThatOfAnUnknownDataset() throws Exception {
        files.add(new SeriesWindows(
                FileSummaries.ofDataset("f", "song-plays"), 0, List.of(window("\"a,b\",2020-01-01", 0)), null));
        files.add(new SeriesWindows(FileSummaries.ofDataset("g", "gone"), 0, List.of(window("a,b", 0)), null));

        assertThat(server.get("/results/f/windows.csv").body())
                .startsWith("Song,Date,window_start,")
                .contains("\n\"a,b\",2020-01-01,2026-01-01T10:00:00Z,");
        assertThat(server.get("/results/g/windows.csv").body())
                .startsWith("series,window_start,")
                .contains("\n\"a,b\",2026-01-01T10:00:00Z,");
    }

    @Test
    void shouldEscapeFormulasExceptInRawDownloadsAndReportTheOverflow() throws Exception {
        files.add(new SeriesWindows(FileSummaries.partial("f"), 7, List.of(window("=1+1", 0)), null));

        assertThat(server.get("/results/f/windows.csv").body()).contains("\n'=1+1,");
        assertThat(server.get("/results/f/windows.csv?raw=true").body()).contains("\n=1+1,");
        assertThat(server.get("/results/f/windows.csv").headers().firstValue("X-Overflow-Rows"))
                .contains("7");
    }

    @Test
    void shouldHaveAllPagesOrBreakOff() throws Exception {
        int count = 25_000;
        List<SeriesWindows.Window> all = IntStream.range(0, count)
                .mapToObj(i -> window(i < 10_000 ? "a" : "b", i))
                .toList();
        files.add(new SeriesWindows(FileSummaries.partial("f"), 0, all, null));

        assertThat(server.get("/results/f/windows.csv").body().lines()).hasSize(1 + count);

        files.breakAfter("b");

        assertThatThrownBy(() -> server.get("/results/f/windows.csv")).isInstanceOf(IOException.class);
    }

    @Test
    void shouldWaitForTheEndOfTheFile() throws Exception {
        files.add(new SeriesWindows(FileSummaries.file("f", FileStatus.PROCESSING), 0, List.of(), null));

        assertThat(server.get("/results/f/windows.csv").statusCode()).isEqualTo(425);
        assertThat(server.get("/results/f/windows").body()).contains("\"provisional\":true");
        assertThat(server.get("/results/f/windows.csv?from=x").statusCode()).isEqualTo(400);
        assertThat(server.get("/results/none/windows.csv").statusCode()).isEqualTo(404);
    }

    private static SeriesWindows.Window window(String series, int hour) {
        Instant start = TEN.plusSeconds(3_600L * hour);
        return new SeriesWindows.Window(series, start, start.plusSeconds(3_600), FakeFileQueries.statistics(3));
    }
}
