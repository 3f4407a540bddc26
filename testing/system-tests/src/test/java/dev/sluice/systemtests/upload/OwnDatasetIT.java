package dev.sluice.systemtests.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A user's own dataset, dropped into a directory beside the built {@code ./sluice up}; and what outlives a kill. */
class OwnDatasetIT {
    private static final Path DOCUMENT = Repository.ROOT.resolve("samples/datasets/energy.json");

    @Test
    void shouldServeADatasetThatItWasNotBuiltWith(@TempDir Path directory) throws IOException {
        Path datasets = Files.createDirectory(directory.resolve("datasets"));
        Files.copy(DOCUMENT, datasets.resolve("energy.json"));
        int port = FreePorts.next();
        try (ServiceProcess up = up(directory, port, datasets)) {
            SluiceProbe sluice = new SluiceProbe(URI.create("http://127.0.0.1:" + port), "none");
            sluice.awaitReady(up);
            String csv = "Meter;Tag;Verbrauch\nnord;24.12.2026;1.234,5\nnord;25.12.2026;65,5\nnord;24.12.26;viel\n";
            String id = SluiceProbe.fileId(sluice.post("/upload?dataset=energy", "text/csv", csv.getBytes(UTF_8)));
            assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PARTIAL);
            String result = sluice.get("/results/" + id + ".csv").body();
            assertThat(result).isEqualTo("Meter,Readings,Total kWh\nnord,2,1300.0\n");
            JsonNode rejects = sluice.json("/results/" + id + "/rejects");
            assertThat(rejects.path("rejects").path(0).path("errors").size()).isEqualTo(2);
            JsonNode series = sluice.json("/datasets/energy/series/nord");
            assertThat(series.path("sum").asDouble()).isEqualTo(1300);

            up.kill();
            up.restart();
            sluice.awaitReady(up);

            assertThat(sluice.json("/results/" + id + "/rejects")).isEqualTo(rejects);
            assertThat(sluice.get("/results/" + id + ".csv").body()).isEqualTo(result);
            assertThat(sluice.json("/datasets/energy/series/nord")).isEqualTo(series);
        }
    }

    @Test
    void shouldNotStartWithAnInvalidDocumentAndReportEveryFault(@TempDir Path directory) throws IOException {
        Path datasets = Files.createDirectory(directory.resolve("datasets"));
        Files.writeString(
                datasets.resolve("wrong.json"),
                Files.readString(DOCUMENT)
                        .replace("\"energy\"", "\"wrong\"")
                        .replace("\"type\": \"date\"", "\"type\": \"geopoint\"")
                        .replace("\"minimum\": 0", "\"unique\": true"));
        try (ServiceProcess up = up(directory, FreePorts.next(), datasets)) {
            assertThat(up.awaitExit()).isNotZero();
            assertThat(up.log())
                    .content()
                    .contains("wrong.json /fields/1/type")
                    .contains("geopoint")
                    .contains("wrong.json /fields/2/constraints/unique");
        }
    }

    /** A file without a header row, and a wide one of a spreadsheet: no shipped dataset fits them. */
    @Test
    void shouldProcessFilesWithTheDocumentsThatAreInferredFromThem(@TempDir Path directory) throws IOException {
        Path datasets = Files.createDirectory(directory.resolve("datasets"));
        Path stations = Files.writeString(
                directory.resolve("stations.txt"), "Hamburg;12.0\nBulawayo;8.9\nHamburg;-3.5\nBulawayo;9.1\n");
        Path rooms = Files.writeString(
                directory.resolve("rooms.csv"),
                "Zeit;Halle;Keller\n24.12.2026 10:00;20,5;8\n24.12.2026 10:05;21,5;---\n24.12.2026 10:10;22;9,5\n");
        for (Path file : List.of(stations, rooms)) {
            String name = file.getFileName().toString().replaceFirst("\\..*", "");
            Files.writeString(datasets.resolve(name + ".json"), inferred(file));
        }
        int port = FreePorts.next();
        try (ServiceProcess up = up(directory, port, datasets)) {
            SluiceProbe sluice = new SluiceProbe(URI.create("http://127.0.0.1:" + port), "none");
            sluice.awaitReady(up);

            assertThat(result(sluice, "dataset=stations", stations))
                    .startsWith("column_1,count,min,max,avg,sum,std_dev,p01,")
                    .contains("Bulawayo,2,8.9,9.1,9.0,18.0,")
                    .contains("Hamburg,2,-3.5,12.0,4.25,8.5,7.75");
            assertThat(result(sluice, "dataset=rooms&layout=wide", rooms))
                    .startsWith("series,count,min,max,avg,sum,std_dev,first,last,p01,")
                    .contains("Halle,3,20.5,22.0,")
                    .contains("Keller,2,8.0,9.5,8.75,17.5,0.75,2026-12-24T10:00:00Z,2026-12-24T10:10:00Z");
        }
    }

    private static String inferred(Path file) {
        StringWriter document = new StringWriter();
        int code = SluiceCommand.commandLine()
                .setOut(new PrintWriter(document))
                .execute("datasets", "infer", file.toString());
        assertThat(code).isZero();
        return document.toString();
    }

    private static String result(SluiceProbe sluice, String query, Path file) throws IOException {
        String id = SluiceProbe.fileId(sluice.post("/upload?" + query, "text/csv", Files.readAllBytes(file)));
        assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
        return sluice.get("/results/" + id + ".csv").body();
    }

    private static ServiceProcess up(Path directory, int port, Path datasets) {
        return ServiceProcess.up(directory, port, Map.of("SLUICE_DATASETS_DIRECTORY", datasets.toString()));
    }
}
