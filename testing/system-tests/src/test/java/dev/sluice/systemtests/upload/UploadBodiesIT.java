package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Bodies of uploads other than valid CSV, end to end: JSON of any size, and rows that can't be read. */
@ExtendWith(SharedSluice.class)
class UploadBodiesIT {
    private static final String HEADER = "timestamp,sensor_id,value\n";
    private static final int READINGS = 20_000;

    private final SluiceProbe sluice;

    UploadBodiesIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    /** Three times as large as POST /ingest takes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "readings.json|[|,|]",
                "readings.json|[$  |,$  |$]$",
                "readings.ndjson||$|$",
                "readings||$|",
                "readings.json.gz|[|, |]",
                "readings.jsonl.gz||$|$"
            })
    void shouldTakeJsonThatIsTooLargeForIngest(String name, String begin, String between, String end)
            throws IOException {
        String text = IntStream.range(0, READINGS)
                .mapToObj(i -> "{\"timestamp\": \"2026-11-01T10:00:00Z\", \"sensor_id\": \"s" + i % 10
                        + "\", \"value\": " + i + "}")
                .collect(Collectors.joining(between, begin == null ? "" : begin, end == null ? "" : end))
                .replace('$', '\n');
        byte[] plain = text.getBytes(UTF_8);

        assertThat(sluice.post("/ingest", "application/json", plain).body()).contains("a larger file goes to /upload");
        String id = upload("?filename=" + name, name.endsWith(".gz") ? gzip(plain) : plain);

        FileSummary ended = sluice.awaitEnd(id);
        assertThat(ended.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(ended.validRows()).isEqualTo(READINGS);
        assertThat(ended.invalidRows()).isZero();
        JsonNode series = sluice.json("/results/" + id).path("aggregated_data").path("s3");
        assertThat(series.path("count").asLong()).isEqualTo(READINGS / 10);
        assertThat(series.path("sum").asDouble())
                .isEqualTo(IntStream.range(0, READINGS).filter(i -> i % 10 == 3).sum());
    }

    @Test
    void shouldNumberRejectedDocumentsAndTakeThemBackAsCsv() {
        String good = "{\"timestamp\":\"2026-11-01T10:00:00Z\",\"sensor_id\":\"a\",\"value\":1}";
        String text = "[" + (good + ",\n").repeat(8_000) + "{\"timestamp\":\n\"noon\",\"sensor_id\":\"a\",\"value\":2},"
                + "{\"value\": oops}," + good.replace("\"a\"", '"' + "x".repeat(2_000_000) + '"') + "," + good + "]";
        String id = upload("?filename=a.json", text.getBytes(UTF_8));

        FileSummary ended = sluice.awaitEnd(id);
        assertThat(ended.validRows()).isEqualTo(8_001);
        JsonNode rejects = sluice.json("/results/" + id + "/rejects").path("rejects");
        assertThat(rejects)
                .extracting(reject -> reject.path("line").asInt()
                        + (reject.path("raw_truncated").asBoolean() ? " cut: " : ": ")
                        + reject.path("errors").path(0).path("message").asString())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("8001: expected a date and time"),
                        second -> assertThat(second)
                                .startsWith("8002: expected JSON, found none at character 11 of document 8002"),
                        third -> assertThat(third)
                                .startsWith("8003 cut: expected a row of at most 65536 bytes with its line ending,"
                                        + " found one of 20000"));

        List<String> csv =
                sluice.get("/results/" + id + "/rejects.csv").body().lines().toList();
        String corrected = csv.get(0) + "\n" + csv.get(1).replaceFirst("noon", "2026-11-01T12:00:00Z") + "\n";
        FileSummary again = sluice.awaitEnd(upload("?filename=a.csv", corrected.getBytes(UTF_8)));
        assertThat(again.validRows()).isEqualTo(1);
        assertThat(again.invalidRows()).isZero();
    }

    /** A power failure left a block of zeros. */
    @Test
    void shouldRejectARowOfNulsAlone() {
        String rows = "2026-11-01T10:00:00Z,a,1\n2026-11-01T10:05:00Z,a,2\n2026-11-01T10:1";
        String id = upload("?filename=a.csv", (HEADER + rows + "\0".repeat(300)).getBytes(UTF_8));

        FileSummary ended = sluice.awaitEnd(id);
        assertThat(ended.validRows()).isEqualTo(2);
        assertThat(ended.invalidRows()).isEqualTo(1);
        JsonNode reject =
                sluice.json("/results/" + id + "/rejects").path("rejects").path(0);
        assertThat(reject.path("line").asInt()).isEqualTo(4);
        assertThat(reject.path("errors").path(0).path("message").asString()).contains("found a NUL byte");
    }

    @ParameterizedTest
    @CsvSource({"70000", "30000000"})
    void shouldRejectALongRowAlone(int length) {
        String rows = IntStream.range(0, 4_000)
                .mapToObj(i -> (i == 2_000 ? "2026-11-01T10:00:00Z," + "x".repeat(length) + ",1\n" : "")
                        + "2026-11-01T10:00:00Z,s" + i % 10 + "," + i + "\n")
                .collect(Collectors.joining());
        String id = upload("?filename=a.csv", (HEADER + rows).getBytes(UTF_8));

        FileSummary ended = sluice.awaitEnd(id);
        assertThat(ended.validRows()).isEqualTo(4_000);
        assertThat(ended.invalidRows()).isEqualTo(1);
        JsonNode reject =
                sluice.json("/results/" + id + "/rejects").path("rejects").path(0);
        assertThat(reject.path("line").asInt()).isEqualTo(2_002);
        assertThat(reject.path("raw").asString()).startsWith("2026-11-01T10:00:00Z,xxx");
        assertThat(reject.path("raw_truncated").asBoolean()).isTrue();
        assertThat(reject.path("errors").path(0).path("message").asString())
                .isEqualTo("expected a row of at most 65536 bytes with its line ending, found one of "
                        + (length + "2026-11-01T10:00:00Z,,1\n".length()));
    }

    @Test
    void shouldTakeRejectsBackUnderTheQueryOfTheirFile() {
        String query =
                "?filename=a.csv&charset=windows-1252&delimiter=%3B&header=present&map.value=Wert&map.sensor_id=F%C3%BChler";
        String rows = "timestamp;Fühler;Wert\n2026-11-01T10:00:00Z;Süd;1.5\n2026-11-01T10:05:00Z;Süd;warm\n";
        String first = upload(query, rows.getBytes(Charset.forName("windows-1252")));
        assertThat(sluice.awaitEnd(first).invalidRows()).isEqualTo(1);

        String rejects = sluice.get("/results/" + first + "/rejects.csv").body();
        String second = upload(query, rejects.replaceFirst("warm", "2.5").getBytes(UTF_8));

        assertThat(sluice.awaitEnd(second).status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(sluice.json("/results/" + second).path("aggregated_data").propertyNames())
                .containsExactly("Süd");
    }

    private String upload(String query, byte[] body) {
        return SluiceProbe.fileId(sluice.post("/upload" + query, "application/octet-stream", body));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }
}
