package dev.sluice.results.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180Parser;
import dev.sluice.results.ApiOverFake;
import dev.sluice.results.FakeFileQueries;
import dev.sluice.results.FileSummaries;
import dev.sluice.results.routing.FileQueriesContract;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.SeriesFigures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CsvDownloadTest extends ApiOverFake {
    @Test
    void shouldBeADownloadNamedAfterTheFile() throws Exception {
        files.add(FileSummaries.partial("sluice.raw-chunks-0-12"), List.of("s"));

        HttpResponse<String> response = server.get("/results/sluice.raw-chunks-0-12.csv", "Accept", "text/csv");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"sluice.raw-chunks-0-12.csv\"");
        assertThat(response.body()).isEqualTo("""
                        sensor_id,count,min,max,avg,sum,std_dev,first,last,p01,p05,p25,p50,p75,p95,p99,rank_error
                        s,1,-1.5,2.25,0.5,0.5,0.125,1970-01-01T00:00:00Z,1970-01-01T00:00:01Z,,,,,,,,
                        """);
    }

    @Test
    void shouldReportTheRowsOfTheOverflow() throws Exception {
        files.add(FileSummaries.overflown("f"), List.of("s"));
        files.add(FileSummaries.partial("g"), List.of("s"));

        assertThat(server.get("/results/f.csv").headers().firstValue("X-Overflow-Rows"))
                .contains("2000");
        assertThat(server.get("/results/g.csv").headers().firstValue("X-Overflow-Rows"))
                .isEmpty();
        assertThat(Json.MAPPER
                        .readTree(server.get("/results/f").body())
                        .at("/overflow/statistics/count")
                        .asLong())
                .isEqualTo(2_000);
    }

    @Test
    void shouldHaveTheColumnsOfTheFilesDataset() throws Exception {
        files.add(FileSummaries.ofDataset("f", "song-plays"), Map.of("Umbrella,2020-01-01", plays(150)));

        assertThat(server.get("/results/f.csv").body())
                .isEqualTo("Song,Date,Total Number of Plays for Date\nUmbrella,2020-01-01,150\n");
    }

    @Test
    void shouldHaveGenericColumnsForAnUnknownDataset() throws Exception {
        files.add(FileSummaries.ofDataset("f", "gone"), Map.of("a,b", plays(150)));

        assertThat(server.get("/results/f.csv").body())
                .isEqualTo("series,count,min,max,avg,sum,std_dev,first,last,p01,p05,p25,p50,p75,p95,p99,rank_error\n"
                        + "\"a,b\",2,50.0,100.0,75.0,150.0,25.0,,,,,,,,,,\n");
    }

    @Test
    void shouldEscapeFormulasExceptInRawDownloads() throws Exception {
        files.add(FileSummaries.partial("f"), List.of("=1+1", "@x", "'y"));

        assertThat(server.get("/results/f.csv").body()).contains("\n'=1+1,", "\n'@x,", "\n'y,");
        assertThat(server.get("/results/f.csv?raw=true").body()).contains("\n=1+1,", "\n@x,", "\n'y,");
    }

    @Test
    void shouldBeReadableWithAwkwardSensors() throws Exception {
        files.add(FileSummaries.partial("f"), FileQueriesContract.AWKWARD);

        try (CSVReader csv = new CSVReaderBuilder(
                        new StringReader(server.get("/results/f.csv").body()))
                .withCSVParser(new RFC4180Parser())
                .withKeepCarriageReturn(true)
                .withSkipLines(1)
                .build()) {
            assertThat(csv.readAll().stream().map(cells -> cells[0]))
                    .containsExactlyElementsOf(FileQueriesContract.AWKWARD.stream()
                            .sorted(FakeFileQueries.UTF_8_ORDER)
                            .toList());
        }
    }

    @Test
    void shouldStreamAQuarterOfAMillionSeries() throws Exception {
        int count = 250_000;
        files.add(FileSummaries.partial("f"), sensors(count));
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/results/f.csv")).build();

        HttpResponse<Stream<String>> response = server.send(request, BodyHandlers.ofLines());

        assertThat(response.headers().firstValue("Content-Length")).isEmpty();
        try (Stream<String> lines = response.body()) {
            assertThat(lines.skip(1).map(line -> line.substring(0, line.indexOf(','))))
                    .containsExactlyElementsOf(sensors(count));
        }
    }

    @Test
    void shouldBreakTheConnectionWhenAPageIsUnavailable() throws Exception {
        files.add(FileSummaries.partial("f"), sensors(50_000));
        files.breakAfter("sensor-020000");
        HttpRequest request =
                HttpRequest.newBuilder(server.uri("/results/f.csv")).build();

        HttpResponse<InputStream> response = server.send(request, BodyHandlers.ofInputStream());

        assertThat(response.statusCode()).isEqualTo(200);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        assertThatThrownBy(() -> response.body().transferTo(received)).isInstanceOf(IOException.class);
        assertThat(received.toString(UTF_8)).contains("sensor-000000,").doesNotContain("sensor-049999", "{");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"PENDING", "PROCESSING"})
    void shouldAnswer425BeforeTheEnd(FileStatus status) throws Exception {
        files.add(FileSummaries.file("f", status), List.of("s"));

        HttpResponse<String> response = server.get("/results/f.csv", "Accept", "text/csv");

        assertThat(response.statusCode()).isEqualTo(425);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(Json.MAPPER.readTree(response.body()).get("code").asString()).isEqualTo("not-finished");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"PROCESSED", "PARTIAL", "FAILED"})
    void shouldReturnTheCsvOfAFileInAnyFinalState(FileStatus status) throws Exception {
        files.add(FileSummaries.file("f", status), List.of());

        HttpResponse<String> response = server.get("/results/f.csv");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(
                        "sensor_id,count,min,max,avg,sum,std_dev,first,last,p01,p05,p25,p50,p75,p95,p99,rank_error\n");
    }

    private static SeriesFigures plays(double sum) {
        return new SeriesFigures(2, 50, 100, 75.0, sum, 25.0, null, null, null);
    }

    private static List<String> sensors(int count) {
        return IntStream.range(0, count).mapToObj("sensor-%06d"::formatted).toList();
    }
}
