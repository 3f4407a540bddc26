package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Inputs that were once read wrong without a word, end to end. What a row is in general, the row specs say. */
@ExtendWith(SharedSluice.class)
class MisreadIT {
    private static final String HEADER = "timestamp,sensor_id,value\n";
    private static final String GOOD = HEADER + "2026-11-01T10:00:00Z,a,1\n";

    private final SluiceProbe sluice;

    MisreadIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    /** Decimal commas: 21,5 had become 21, and 1,234 had become 1. */
    @Test
    void shouldRejectACorrectedRowWithASurplusCell() {
        String id = upload("", """
                timestamp,sensor_id,value,_line,_code,_message,_extra
                2026-11-01T10:00:00Z,a,21,2,extra-cell,"expected as many cells as the header row has, 3, found 4",5
                2026-11-01T10:06:00Z,a,1,4,extra-cell,"expected as many cells as the header row has, 3, found 4",234
                """);

        assertAllRejected(id, 2, "extra-cell");
    }

    @Test
    void shouldRejectACorrectedRowWithLostBytes() {
        String id = upload("", """
                timestamp,sensor_id,value,_line,_code,_message
                2026-11-01T10:00:00Z,Au\uFFFDenf\uFFFDhler,21.5,2,encoding-error,"expected UTF-8, found invalid bytes"
                """);

        assertAllRejected(id, 1, "encoding-error");
    }

    /** The row was cut at 4 KiB, in the middle of 1234567, and came back with 1234. */
    @Test
    void shouldProduceTheSameRejectsForAnUncorrectedLongRow() {
        String before = "2026-11-01T10:00:00Z,a,";
        String note = "n".repeat(4_096 - before.length() - ",1234".length());
        String first = upload("", "timestamp,sensor_id,note,value\n" + before + note + ",1234567,5\n");
        assertAllRejected(first, 1, "extra-cell");

        String rejects = sluice.get("/results/" + first + "/rejects.csv").body();
        assertThat(rejects).contains("1234567");

        assertAllRejected(upload("", rejects), 1, "extra-cell");
    }

    @Test
    void shouldNotReadADateWithoutHyphensAsAnEpoch() {
        String id = upload("", HEADER + "20261101,a,1\n");

        assertAllRejected(id, 1, "type-error");
        assertThat(sluice.json("/results/" + id + "/rejects")
                        .path("rejects")
                        .path(0)
                        .path("errors")
                        .path(0)
                        .path("message")
                        .asString())
                .contains("20261101 looks like a date");
    }

    @Test
    void shouldFailAFileWithASecondHeaderRow() {
        String id = upload("?layout=wide", """
                time,hall,cellar
                2026-11-01T10:00:00Z,20,8
                time,cellar,hall
                2026-11-01T10:05:00Z,9,21
                """);

        FileSummary ended = sluice.awaitEnd(id);
        assertThat(ended.status()).isEqualTo(FileStatus.FAILED);
        assertThat(ended.reason()).isNotNull().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("second-header");
            assertThat(reason.message()).contains("line 3");
        });
    }

    @Test
    void shouldKeepTheSeriesOfAWideFileApartThatAColumnNames() {
        String id = SluiceProbe.fileId(sluice.post(
                "/upload?layout=wide",
                "text/csv",
                "time,sensor_id,temp,hum\n2026-11-01T10:00:00Z,17,5,80\n2026-11-01T10:00:00Z,18,9,60\n"
                        .getBytes(UTF_8)));

        assertThat(sluice.awaitEnd(id).validRows()).isEqualTo(4);
        assertThat(sluice.allSeries(id).propertyNames()).containsExactly("17,hum", "17,temp", "18,hum", "18,temp");
    }

    @ParameterizedTest
    @CsvSource({"dry_run, true, 200, ''", "nonsense, 1, 422, bad-form-part"})
    void shouldReadFormPartsAsOptions(String part, String value, int status, String code) {
        String form = "--b\r\nContent-Disposition: form-data; name=\"" + part + "\"\r\n\r\n" + value
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + GOOD
                + "\r\n--b--\r\n";

        HttpResponse<String> answer = sluice.post("/upload", "multipart/form-data; boundary=b", form.getBytes(UTF_8));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Json.MAPPER.readTree(answer.body()).path("code").asString(""))
                .isEqualTo(code);
    }

    /** A byte order mark in the midst of a file, as of files that were put one behind the other. */
    @Test
    void shouldNormalizeNamesThatLookTheSameToOneSeries() {
        String id = upload("?dataset=song-plays", "\uFEFFUmbrella,2020-01-01,100\n\uFEFFUmbrella,2020-01-01,50\n");

        assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
        JsonNode series = sluice.json("/results/" + id).path("aggregated_data");
        assertThat(series.propertyNames()).containsExactly("Umbrella,2020-01-01");
        assertThat(series.path("Umbrella,2020-01-01").path("sum").asDouble()).isEqualTo(150);
    }

    @Test
    void shouldRejectAWholeNumberThatStatisticsWouldRound() {
        String id = upload("?dataset=song-plays", "Song,Date,Number of Plays\nUmbrella,2020-01-01,9007199254740993\n");

        assertAllRejected(id, 1, "constraint-error");
    }

    private String upload(String query, String body) {
        return SluiceProbe.fileId(sluice.post("/upload" + query, "text/csv", body.getBytes(UTF_8)));
    }

    private void assertAllRejected(String id, long rows, String code) {
        FileSummary ended = sluice.awaitEnd(id);
        assertThat(ended.validRows()).isZero();
        assertThat(ended.invalidRows()).isEqualTo(rows);
        assertThat(ended.errors()).extracting(error -> error.code()).containsOnly(code);
    }
}
