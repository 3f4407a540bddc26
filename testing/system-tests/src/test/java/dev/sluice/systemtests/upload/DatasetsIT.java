package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.Kcat;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files of other kinds, and files as people have them, from end to end. */
@ExtendWith(SharedSluice.class)
class DatasetsIT {
    private static final String SONGS =
            "Umbrella,2020-01-01,100\nUmbrella,2020-01-01,50\n\"Hello, Goodbye\",2020-01-02,7\n";
    private static final String SONGS_RESULT =
            "Song,Date,Total Number of Plays for Date\n" + "\"Hello, Goodbye\",2020-01-02,7\nUmbrella,2020-01-01,150\n";

    private final SluiceProbe sluice;

    DatasetsIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Song,Date,Number of Plays\n", ""})
    void shouldSumUpSongsWithAndWithoutAHeaderRow(String header) {
        String id = upload("?dataset=song-plays", (header + SONGS).getBytes(UTF_8));

        assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(sluice.get("/results/" + id + ".csv").body()).isEqualTo(SONGS_RESULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Song,Date,Number of Plays\n", ""})
    void shouldSumUpSongsThatKcatSends(String header) {
        String id = new Kcat(sluice.bootstrapServers()).sendRaw(header + SONGS, 1, "-H", "dataset=song-plays");

        sluice.awaitFile("file_id", id);
        assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(sluice.get("/results/" + id + ".csv").body()).isEqualTo(SONGS_RESULT);
    }

    @Test
    void shouldSumASeriesUpOverAllCompleteFiles() {
        for (int plays : new int[] {1, 20, 300}) {
            String csv = "AC/DC: Thunderstruck,2021-05-05," + plays + "\n";
            sluice.awaitEnd(upload("?dataset=song-plays", csv.getBytes(UTF_8)));
        }

        JsonNode series = sluice.json("/datasets/song-plays/series/"
                + URLEncoder.encode("AC/DC: Thunderstruck,2021-05-05", UTF_8).replace("+", "%20"));

        assertThat(series.path("files").asLong()).isEqualTo(3);
        assertThat(series.path("sum").asDouble()).isEqualTo(321);
        assertThat(sluice.get("/datasets/song-plays/series/Unknown,2021-05-05").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldShowTheDatasetsAndTheirDocuments() {
        assertThat(sluice.json("/datasets").path("datasets"))
                .extracting(dataset -> dataset.path("name").asString())
                .containsExactly("sensor-readings", "measurements", "song-plays");
        assertThat(sluice.json("/datasets/song-plays")
                        .path("fields")
                        .path(2)
                        .path("name")
                        .asString())
                .isEqualTo("Number of Plays");
        assertThat(sluice.json("/schemas/invalid-row.json").path("title").asString())
                .isEqualTo("InvalidRow");
    }

    @Test
    void shouldRefuseAnUnknownDatasetAndNameTheKnownOnes() {
        HttpResponse<String> refused = sluice.post("/upload?dataset=songs", "text/csv", SONGS.getBytes(UTF_8));

        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = Json.MAPPER.readTree(refused.body());
        assertThat(problem.path("code").asString()).isEqualTo("unknown-dataset");
        assertThat(problem.path("detail").asString()).contains("sensor-readings", "measurements", "song-plays");
    }

    @Test
    void shouldTakeOtherNamesDelimitersAndOrders() {
        String id = upload("", "Reading;Device ID;extra;TS\n1.5;boiler;x;2026-11-01 10:00:00\n".getBytes(UTF_8));

        assertOnly(id, "boiler", 1.5);
    }

    @Test
    void shouldMapColumnsAndSetConstants() {
        String id =
                upload("?map.value=temp_c&set.sensor_id=machine-7", "time,temp_c\n1714557600,21.5\n".getBytes(UTF_8));

        assertOnly(id, "machine-7", 21.5);
    }

    @Test
    void shouldTakeUtf16FromASpreadsheet() {
        String csv = "\uFEFFtimestamp\tsensor_id\tvalue\n2026-11-01T10:00:00Z\tsüd\t-3\n";
        String id = upload("", csv.getBytes(UTF_16LE));

        assertOnly(id, "süd", -3);
    }

    @Test
    void shouldInflateWhileItReads() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write("timestamp,sensor_id,value\n2026-11-01T10:00:00Z,boiler,8\n".getBytes(UTF_8));
        }
        String id = SluiceProbe.fileId(sluice.uploadRaw("readings.csv.gz", zipped.toByteArray()));

        assertOnly(id, "boiler", 8);
    }

    @Test
    void shouldReadAWideFile() {
        String csv =
                "time,hall,cellar\n2026-11-01T10:00:00Z,20,8\n2026-11-01T10:01:00Z,22,\n2026-11-01T10:02:00Z,x,9\n";
        String id = upload("?layout=wide", csv.getBytes(UTF_8));

        FileSummary end = sluice.awaitEnd(id);

        assertThat(end.validRows()).isEqualTo(4);
        assertThat(end.invalidRows()).isEqualTo(1);
        JsonNode series = sluice.json("/results/" + id).path("aggregated_data");
        assertThat(series.path("hall").path("avg").asDouble()).isEqualTo(21);
        assertThat(series.path("cellar").path("sum").asDouble()).isEqualTo(17);
    }

    @Test
    void shouldReportTheDetectedFormatInADryRunAndPublishNothing() {
        long files = sluice.json("/files?limit=1000").path("files").size();
        HttpResponse<String> answer = sluice.post(
                "/upload?dry_run=true",
                "text/csv",
                "ts;sensor;value\n2026-11-01T10:00:00Z;boiler;8\nsoon;boiler;hot\n".getBytes(UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode dryRun = Json.MAPPER.readTree(answer.body());
        assertThat(dryRun.path("delimiter").asString()).isEqualTo(";");
        assertThat(dryRun.path("columns").path(1).path("field").asString()).isEqualTo("sensor_id");
        assertThat(dryRun.path("valid_rows").asLong()).isEqualTo(1);
        assertThat(dryRun.path("rejects").path(0).path("errors").size()).isEqualTo(2);
        assertThat(sluice.json("/files?limit=1000").path("files").size()).isEqualTo(files);
    }

    private String upload(String query, byte[] body) {
        return SluiceProbe.fileId(sluice.post("/upload" + query, "text/csv", body));
    }

    private void assertOnly(String id, String series, double value) {
        assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
        JsonNode all = sluice.json("/results/" + id).path("aggregated_data");
        assertThat(all.propertyNames()).containsExactly(series);
        assertThat(all.path(series).path("sum").asDouble()).isEqualTo(value);
    }
}
