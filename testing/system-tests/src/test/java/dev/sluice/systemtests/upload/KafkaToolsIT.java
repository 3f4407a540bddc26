package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.Kcat;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.systemtests.support.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** People with Kafka's own tools and no other: producing, and reading what is in the topics. */
@ExtendWith(SharedSluice.class)
class KafkaToolsIT {
    private static final String CSV =
            "timestamp,sensor_id,value\n2026-11-01T00:00:00Z,boiler,20.5\n2026-11-01T00:01:00Z,boiler,21.5\n"
                    + "2026-11-01T00:02:00Z,boiler,hot\n";

    private final SluiceProbe sluice;
    private final Kcat kcat;

    KafkaToolsIT(SluiceProbe sluice) {
        this.sluice = sluice;
        this.kcat = new Kcat(sluice.bootstrapServers());
    }

    @Test
    void shouldProcessACsvThatKcatSendsAsAFileOfItsOwn(@TempDir Path directory) throws IOException {
        Path csv = Files.writeString(directory.resolve("plain.csv"), CSV);

        // Others have sent such files to this partition too: this one's id is where it will stand.
        String id = TopicReader.nextFileId(sluice.bootstrapServers(), 2);

        kcat.run("", "-P", "-t", "sluice.raw-chunks", "-p", "2", csv.toString());

        FileSummary file = sluice.await(
                sluice.awaitFile("file_id", id), found -> found.status().terminal());
        assertThat(file.status()).isEqualTo(FileStatus.PARTIAL);
        assertThat(file.source()).isEqualTo("record");
        assertThat(file.totalRows()).isEqualTo(3);
        assertThat(file.invalidRows()).isEqualTo(1);
        JsonNode boiler =
                sluice.json("/results/" + file.fileId()).path("aggregated_data").path("boiler");
        assertThat(boiler.path("avg").asDouble()).isEqualTo(21);
        assertThat(boiler.path("std_dev").asDouble()).isEqualTo(0.5);
    }

    @Test
    void shouldAddRowsThatKcatSendsToAnyPartitionToAnOpenStream() {
        for (int partition = 0; partition < 4; partition++) {
            String row = "{\"file_id\":\"kcat-stream\",\"timestamp\":\"2026-11-01T00:00:00Z\",\"sensor_id\":\"boiler\","
                    + "\"value\":" + partition + "}";
            kcat.run(row, "-P", "-t", "sluice.valid-rows", "-p", Integer.toString(partition));
        }

        sluice.awaitFile("file_id", "kcat-stream");
        FileSummary stream = sluice.await("kcat-stream", found -> found.validRows() == 4);

        assertThat(stream.source()).isEqualTo("stream");
        assertThat(stream.status()).isEqualTo(FileStatus.PROCESSING);
        assertThat(sluice.json("/results/kcat-stream")
                        .path("aggregated_data")
                        .path("boiler")
                        .path("sum")
                        .asDouble())
                .isEqualTo(6);
    }

    @Test
    void shouldAddAKeyedCsvToTheOpenStreamOfThatName(@TempDir Path directory) throws IOException {
        Path csv = Files.writeString(directory.resolve("keyed.csv"), CSV);

        kcat.run("", "-P", "-t", "sluice.raw-chunks", "-k", "keyed-stream", csv.toString());

        sluice.awaitFile("file_id", "keyed-stream");
        FileSummary stream = sluice.await("keyed-stream", found -> found.totalRows() == 3);
        assertThat(stream.validRows()).isEqualTo(2);
        assertThat(stream.invalidRows()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid-rows", "invalid-rows", "split-events", "file-events", "file-results"})
    void shouldShowReadableKeysAndJsonToKcat(String topic) {
        String id = processedFile();
        List<String> lines = kcat.run(
                        "", "-C", "-t", "sluice." + topic, "-o", "beginning", "-e", "-q", "-f", "%k\\t%s\\n")
                .lines()
                .filter(line -> line.contains(id))
                .toList();

        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            String[] keyAndValue = line.split("\t", 2);
            assertThat(keyAndValue[0]).isIn(id, "boiler");
            assertThat(Json.MAPPER.readTree(keyAndValue[1]).path("file_id").asString())
                    .isEqualTo(id);
        }
    }

    @Test
    void shouldShowChunksAsTheyWereUploadedWithReadableHeadersToKcat() {
        String id = processedFile();

        String chunks =
                kcat.run("", "-C", "-t", "sluice.raw-chunks", "-o", "beginning", "-e", "-q", "-f", "%k|%h|%s\u001e");

        assertThat(chunks)
                .contains(id + "|file-id=" + id + ",chunk=0,first-line=2,dataset=sensor-readings,filename=tools.csv,"
                        + "csv-header=timestamp,sensor_id,value,csv-options=delimiter=%2C&header=present,"
                        + "content-type=text/csv|2026-11-01T00:00:00Z,boiler,20.5\n");
    }

    @Test
    void shouldShowKeysHeadersAndJsonToTheConsoleConsumer() throws IOException {
        String id = processedFile();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.kafka.tools.consumer.ConsoleConsumer",
                "--bootstrap-server",
                sluice.bootstrapServers(),
                "--topic",
                "sluice.file-results",
                "--from-beginning",
                "--timeout-ms",
                "5000",
                "--isolation-level",
                "read_committed"));
        for (String property : List.of("print.key=true", "print.headers=true")) {
            command.add("--formatter-property");
            command.add(property);
        }

        assertThat(Programs.run("", command).lines())
                .filteredOn(line -> line.startsWith("NO_HEADERS\t" + id + "\t{\"file_id\":\"" + id))
                .hasSize(1);
    }

    private String processedFile() {
        String id = SluiceProbe.fileId(sluice.uploadRaw("tools.csv", CSV.getBytes(UTF_8)));
        sluice.awaitEnd(id);
        return id;
    }
}
