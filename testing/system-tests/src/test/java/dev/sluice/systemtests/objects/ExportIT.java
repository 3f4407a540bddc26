package dev.sluice.systemtests.objects;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.standalone.Sluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ended files as objects of a directory, read by readers that aren't Sluice's. */
class ExportIT {
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
    private static final String HEADER = "timestamp,sensor_id,value,note\n";

    @TempDir
    private Path directory;

    @Test
    void shouldExportTheRowsOfEachFileInTheirOrder() throws Exception {
        try (Sluice sluice = start("objects")) {
            SluiceProbe probe = ready(sluice);
            Csv large = new Csv(1, 120_000);
            Csv small = new Csv(2, 3);
            String largeId = SluiceProbe.fileId(probe.uploadRaw("large.csv", large.bytes()));
            String smallId = SluiceProbe.fileId(probe.uploadRaw("small.csv", small.bytes()));
            String recordId = SluiceProbe.fileId(probe.post(
                    "/ingest?dataset=sensor-readings",
                    "text/csv",
                    "timestamp,sensor_id,value\n2026-03-01,s,7\n".getBytes(UTF_8)));
            String jsonId = SluiceProbe.fileId(upload(
                    probe,
                    "application/x-ndjson",
                    "{\"timestamp\":\"2026-03-01\",\"sensor_id\":\"j\",\"value\":1}\n{]\n"));
            String failedId = SluiceProbe.fileId(
                    probe.uploadRaw("failed.csv", "timestamp,sensor_id,value\nx,y,z\n".getBytes(UTF_8)));

            assertExported(probe, largeId, large.rows, large.invalidLines);
            assertExported(probe, smallId, small.rows, small.invalidLines);
            assertExported(probe, recordId, List.of(List.of(micros(FIRST), "s", 7.0)), List.of());
            assertExported(probe, jsonId, List.of(List.of(micros(FIRST), "j", 1.0)), List.of(2L));
            assertThat(probe.awaitEnd(failedId).status()).isEqualTo(FileStatus.FAILED);
        }
        assertThat(objects("objects")).hasSize(4 * 4);
        assertThat(list(directory.resolve("objects/.sluice/writing"))).isEmpty();
    }

    /** Also of files that ended before, and after the exporter has forgotten which it had exported. */
    @Test
    void shouldExportEachFileOnceWithTheSameBytes() throws Exception {
        List<String> ids = new ArrayList<>();
        try (Sluice sluice = Sluice.start(directory.resolve("up"), 0, 0, Map.of())) {
            SluiceProbe probe = ready(sluice);
            for (int i = 0; i < 30; i++) {
                ids.add(SluiceProbe.fileId(probe.uploadRaw(i + ".csv", new Csv(100 + i, 50).bytes())));
            }
            ids.forEach(probe::awaitEnd);
        }
        try (Sluice sluice = start("first")) {
            ready(sluice);
            awaitObjects("first", ids.size());
        }
        Map<String, String> first = objects("first");
        forgetExports();
        try (Sluice sluice = start("first")) {
            SluiceProbe probe = ready(sluice);
            String next = SluiceProbe.fileId(probe.uploadRaw("next.csv", new Csv(7, 5).bytes()));
            probe.awaitEnd(next);
            awaitObjects("first", ids.size() + 1);
        }
        assertThat(objects("first")).containsAllEntriesOf(first);

        forgetExports();
        try (Sluice sluice = start("second")) {
            ready(sluice);
            awaitObjects("second", ids.size() + 1);
        }
        assertThat(contents("second")).isEqualTo(contents("first"));
    }

    private Sluice start(String objects) {
        Map<String, String> settings =
                Map.of("sluice.objects.export", directory.resolve(objects).toString());
        return Sluice.start(directory.resolve("up"), 0, 0, settings);
    }

    private static SluiceProbe ready(Sluice sluice) throws Exception {
        new SluiceClient(sluice.url(), Duration.ofMinutes(5)).awaitReady();
        return new SluiceProbe(sluice.url(), sluice.bootstrapServers());
    }

    private static HttpResponse<String> upload(SluiceProbe probe, String contentType, String text) {
        return probe.post("/upload?filename=rows.json", contentType, text.getBytes(UTF_8));
    }

    /** Lets the exporter begin at the first result again. */
    private void forgetExports() throws Exception {
        try (Sluice sluice = Sluice.start(directory.resolve("up"), 0, 0, Map.of());
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, sluice.bootstrapServers()))) {
            admin.deleteConsumerGroups(List.of("sluice.exporter")).all().get();
        }
    }

    private void assertExported(SluiceProbe probe, String fileId, List<List<Object>> rows, List<Long> invalidLines)
            throws Exception {
        assertThat(probe.awaitEnd(fileId).totalRows()).isEqualTo(rows.size() + invalidLines.size());
        Path result = await("objects", fileId + ".json");
        Path root = directory.resolve("objects");
        String key = root.resolve("results").relativize(result).toString().replace(".json", "");

        assertThat(Files.readString(result)).contains("\"file_id\":\"" + fileId + "\"");
        assertThat(duckDb("SELECT epoch_us(timestamp), sensor_id, value FROM read_parquet('"
                        + root.resolve(key + ".parquet") + "')"))
                .isEqualTo(rows);
        assertThat(avro(root.resolve(key + ".avro"))).isEqualTo(rows);
        assertThat(duckDb("SELECT line FROM read_parquet('"
                        + root.resolve("rejects").resolve(key + ".parquet") + "') WHERE error = 1"))
                .isEqualTo(invalidLines.stream().map(List::of).toList());
    }

    private static List<List<Object>> duckDb(String query) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet result = database.createStatement().executeQuery(query)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getObject(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<List<Object>> avro(Path file) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (var reader = new DataFileReader<GenericRecord>(file.toFile(), new GenericDatumReader<>())) {
            for (GenericRecord row : reader) {
                rows.add(List.of(row.get("timestamp"), row.get("sensor_id").toString(), row.get("value")));
            }
        }
        return rows;
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000;
    }

    private Path await(String objects, String name) throws IOException {
        while (true) {
            List<Path> found =
                    files(objects).stream().filter(file -> file.endsWith(name)).toList();
            if (!found.isEmpty()) {
                return found.get(0);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private void awaitObjects(String objects, int files) throws IOException {
        while (objects(objects).size() < 4 * files) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** All objects by their keys, with when each was written. */
    private Map<String, String> objects(String objects) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Path file : files(objects)) {
            all.put(
                    directory.resolve(objects).relativize(file).toString(),
                    Files.getLastModifiedTime(file).toString());
        }
        return all;
    }

    private Map<String, String> contents(String objects) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (String key : objects(objects).keySet()) {
            byte[] bytes = Files.readAllBytes(directory.resolve(objects).resolve(key));
            all.put(key, new String(bytes, ISO_8859_1));
        }
        return all;
    }

    private List<Path> files(String objects) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path each : list(directory.resolve(objects))) {
            // What is being written comes and goes.
            if (!each.endsWith(".sluice")) {
                try (Stream<Path> all = Files.walk(each)) {
                    found.addAll(all.filter(Files::isRegularFile).toList());
                }
            }
        }
        return found;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    /** Rows of which each twentieth is invalid, some with line breaks, and what a reader should find. */
    private static final class Csv {
        private final StringBuilder text = new StringBuilder(HEADER);
        private final List<List<Object>> rows = new ArrayList<>();
        private final List<Long> invalidLines = new ArrayList<>();

        Csv(long seed, int count) {
            Random random = new Random(seed);
            long line = 2;
            for (int i = 0; i < count; i++) {
                Instant time = FIRST.plusSeconds(i);
                String sensor = "sensor-" + random.nextInt(20);
                double value = random.nextInt(1_000_000) / 100.0;
                boolean broken = random.nextInt(10) == 0;
                boolean invalid = random.nextInt(20) == 0;
                text.append(time).append(',').append(sensor).append(',');
                text.append(invalid ? "much" : Double.toString(value));
                text.append(broken ? ",\"two\nlines\"\n" : ",one line\n");
                if (invalid) {
                    invalidLines.add(line);
                } else {
                    rows.add(List.of(micros(time), sensor, value));
                }
                line += broken ? 2 : 1;
            }
        }

        byte[] bytes() {
            return text.toString().getBytes(UTF_8);
        }
    }
}
