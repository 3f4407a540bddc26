package dev.sluice.systemtests.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.systemtests.support.GeneratedCsv;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SlowUpload;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.systemtests.support.TopicReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A deleted file is gone: from each answer, from sums over files, and from {@code file-results}. */
@ExtendWith(SharedSluice.class)
class DeleteIT {
    private static final String RESULTS = "sluice.file-results";

    private final SluiceProbe sluice;

    DeleteIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldRemoveAFileFromAllResults() {
        String kept = upload("kept.csv", "Deleted Song,2031-01-01,1\n");
        String id = upload("deleted.csv", "Deleted Song,2031-01-01,2\nDeleted Song,soon,2\n");
        assertThat(plays()).isEqualTo(3);
        assertThat(resultsOf(id)).extracting(value -> value == null).containsExactly(false);

        assertThat(sluice.delete("/files/" + id).statusCode()).isEqualTo(204);

        for (String path : List.of(
                "/status/" + id,
                "/results/" + id,
                "/results/" + id + ".csv",
                "/results/" + id + "/rejects",
                "/results/" + id + "/rejects.csv")) {
            assertThat(sluice.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(listed()).contains(kept).doesNotContain(id);
        assertThat(plays()).isEqualTo(1);
        assertThat(resultsOf(id)).as("a tombstone is the last word").last().isNull();
        JsonNode again = Json.MAPPER.readTree(sluice.delete("/files/" + id).body());
        assertThat(again.path("status").asInt()).isEqualTo(404);
        assertThat(again.path("code").asString()).isEqualTo("unknown-file");
    }

    @Test
    void shouldDeleteAFileDuringItsUpload() throws IOException {
        GeneratedCsv rows = new GeneratedCsv(7, 100, 0.01);
        SlowUpload upload = SlowUpload.open(sluice, "doomed.csv", rows);
        upload.send(20_000);
        String id = sluice.awaitFile("filename", "doomed.csv");
        sluice.await(id, file -> file.totalRows() > 0);

        assertThat(sluice.delete("/files/" + id).statusCode()).isEqualTo(204);
        upload.send(20_000);

        assertThat(upload.finish()).isEqualTo(id);
        // What is sent after it comes to its end behind it.
        sluice.awaitEnd(upload("after.csv", "Other Song,2031-01-01,2\n"));
        assertThat(sluice.get("/status/" + id).statusCode()).isEqualTo(404);
        assertThat(listed()).doesNotContain(id);
        assertThat(resultsOf(id)).extracting(value -> value == null).containsExactly(true);
    }

    @Test
    void shouldDeleteFarMoreSeriesThanABatch() {
        int series = 5_000;
        String csv = IntStream.range(0, series)
                .mapToObj(i -> "Song " + i + ",2032-01-01,1\n")
                .collect(Collectors.joining());
        String id = upload("many.csv", csv);
        assertThat(sluice.get("/datasets/song-plays/series/Song%204999,2032-01-01")
                        .statusCode())
                .isEqualTo(200);

        assertThat(sluice.delete("/files/" + id).statusCode()).isEqualTo(204);

        assertThat(sluice.get("/datasets/song-plays/series/Song%204999,2032-01-01")
                        .statusCode())
                .isEqualTo(404);
        assertThat(sluice.get("/results/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNotDeleteAnUnknownFile() {
        assertThat(sluice.delete("/files/no-such-file").statusCode()).isEqualTo(404);
        assertThat(sluice.delete("/files/no%20id").statusCode()).isEqualTo(400);
    }

    private String upload(String filename, String plays) {
        String id = SluiceProbe.fileId(
                sluice.post("/upload?dataset=song-plays&filename=" + filename, "text/csv", plays.getBytes(UTF_8)));
        assertThat(sluice.awaitEnd(id).status()).isNotEqualTo(FileStatus.FAILED);
        return id;
    }

    private double plays() {
        return sluice.json("/datasets/song-plays/series/Deleted%20Song,2031-01-01")
                .path("sum")
                .asDouble();
    }

    private List<String> listed() {
        return sluice.json("/files?limit=1000")
                .path("files")
                .valueStream()
                .map(file -> file.path("file_id").asString())
                .toList();
    }

    private List<byte @Nullable []> resultsOf(String id) {
        List<byte @Nullable []> values = new ArrayList<>();
        TopicReader.read(sluice.bootstrapServers(), RESULTS, record -> {
            if (new String(record.key(), UTF_8).equals(id)) {
                values.add(record.value());
            }
        });
        return values;
    }
}
