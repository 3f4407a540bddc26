package dev.sluice.systemtests.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.systemtests.support.Kcat;
import dev.sluice.systemtests.support.Programs;
import dev.sluice.systemtests.support.Repository;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The pages about other tools: their commands run, and give the statistics that Sluice has. */
@ExtendWith(SharedSluice.class)
class OtherToolsIT {
    private static final Path HOW_TO = Repository.ROOT.resolve("docs/how-to");
    private static final Path STATISTICS = HOW_TO.resolve("other-tools.md");
    private static final Path POSTGRESQL = HOW_TO.resolve("postgresql.md");
    static final List<Path> PAGES = List.of(STATISTICS, POSTGRESQL);

    private static final Path DASHBOARD = Repository.ROOT.resolve("samples/grafana/readings.json");

    /** How to read all topics from their beginnings again, as the page has it. */
    private static final String ANOTHER_GROUP = "python3 to_postgresql.py localhost:9092 another-group --once\n";

    private static final String SAME_GROUP = ANOTHER_GROUP.replace("another-group", "postgresql");

    /** No other test measures then. */
    private static final String MEASURED_AT = "2031-05-01T10:00:00Z";

    private final SluiceProbe sluice;

    OtherToolsIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldShowStatisticsInPandasAndDuckDb(@TempDir Path directory) throws IOException {
        requireUploads();
        String python = Programs.requirePython("pandas");
        PageCommands commands = new PageCommands(sluice, directory, python, Map.of());
        List<ShellBlock> blocks = ShellBlock.in(STATISTICS);

        assertThat(blocks).filteredOn(block -> block.uses("python3")).hasSize(2);
        assertThat(blocks).filteredOn(block -> block.uses("duckdb")).hasSize(2);
        assertThat(blocks).hasSize(4);
        for (ShellBlock block : blocks) {
            for (String script : scripts(block)) {
                assertThat(commands.run(script).replaceAll("[| ]+", " "))
                        .as(script)
                        .contains("hall-temperature 25 16.5372 17.17 22.82")
                        .contains("roof-temperature 25 17.2536 16.96 25.73")
                        .containsPattern("second floor 3 21.60* 21.60* 21.70?");
            }
        }
    }

    /** A block as it is, and where it reads pages, with one series a page. */
    private static Set<String> scripts(ShellBlock block) {
        return new LinkedHashSet<>(List.of(block.script(), block.script().replace("limit=1000", "limit=1")));
    }

    @Test
    void shouldCopyTopicsIntoPostgresql(@TempDir Path directory) throws IOException {
        requireUploads();
        Programs.require("psql");
        String python = Programs.requirePython("confluent_kafka", "psycopg2");
        Kcat kcat = new Kcat(sluice.bootstrapServers());
        List<ShellBlock> blocks = ShellBlock.in(POSTGRESQL);
        assertThat(blocks).hasSize(5);
        assertThat(String.join("\n", Pages.lines(POSTGRESQL))).contains(ANOTHER_GROUP.strip());

        // A name that needs quoting, and numbers at the ends of what there is.
        String odd = upload("odd", "sensor-readings", """
                {"timestamp":"2026-11-01T00:00:00.000001Z","sensor_id":"it's \\"1\\" \\\\ %s 😀","value":-1.5e150}
                {"timestamp":1793491201,"sensor_id":"it's \\"1\\" \\\\ %s 😀","value":4.9e-324}
                """);
        upload("older", "measurements", "{\"time_stamp\":\"" + MEASURED_AT + "\",\"data\":[0,2,2.5]}");
        String newer = upload("newer", "measurements", "{\"time_stamp\":\"" + MEASURED_AT + "\",\"data\":[8]}");
        String failed = failedStream(kcat, "other-tools-failed");
        String open = stream(kcat, "other-tools-open");
        for (String garbage : List.of("no JSON", "{\"file_id\":\"x\",\"sensor_id\":\"s\"}", "[".repeat(100_000))) {
            kcat.run(garbage, "-P", "-t", "sluice.valid-rows", "-k", "garbage");
        }

        try (TemporaryPostgresql postgresql = TemporaryPostgresql.start()) {
            PageCommands commands = new PageCommands(sluice, directory, python, postgresql.environment());
            commands.run(blocks.get(0).script() + blocks.get(1).script());

            assertThat(commands.run(blocks.get(2).script()).replaceAll(" +", " "))
                    .contains("sensor_data_with_errors.csv | partial | 53 | 17");
            assertSame(commands, odd);
            assertSameMeasurement(commands, 8);
            assertThat(query(commands, "SELECT status, value FROM readings" + of(open)))
                    .containsExactly("processing|1", "processing|1");
            assertThat(query(commands, "SELECT status FROM files" + of(failed))).containsExactly("failed");
            assertThat(query(commands, "SELECT * FROM readings" + of(failed))).isEmpty();

            // Other tests' files may still add to it.
            List<String> before = everything(commands);
            commands.run(ANOTHER_GROUP);
            assertThat(new HashSet<>(everything(commands))).containsAll(before);
            assertSame(commands, odd);

            assertThat(commands.run(blocks.get(3).script()).lines().map(String::strip))
                    .containsSequence("count", "-------", "0", "(1 row)", "", "count", "-------", "0", "(1 row)");
            for (String deleted : List.of(newer, open)) {
                assertThat(sluice.delete("/files/" + deleted).statusCode()).isEqualTo(204);
            }
            for (String script : List.of(SAME_GROUP, ANOTHER_GROUP.replace("another", "a-third"))) {
                commands.run(script);
                assertAbsent(commands, newer);
                assertAbsent(commands, open);
                assertSameMeasurement(commands, 1.5);
            }

            commands.run(blocks.get(4).script());
            assertPanelsHaveRows(commands);
        }
    }

    @Test
    void shouldDescribeADashboard() throws IOException {
        GrafanaDashboard dashboard = new GrafanaDashboard(DASHBOARD);
        String type = dashboard.variable("datasource").path("query").asString();

        assertThat(dashboard.panels().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
        assertThat(dashboard.panels()).allSatisfy(panel -> {
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
            assertThat(dashboard.panels().filter(other -> overlaps(place, other.path("gridPos"))))
                    .containsExactly(panel);
            assertThat(panel.path("targets").valueStream()).allSatisfy(target -> {
                assertThat(target.path("datasource").path("type").asString()).isEqualTo(type);
                assertThat(target.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
                assertThat(target.path("format").asString())
                        .isEqualTo(panel.path("type").asString().equals("timeseries") ? "time_series" : "table");
            });
        });
    }

    private static boolean overlaps(JsonNode one, JsonNode other) {
        return overlaps(one, other, "x", "w") && overlaps(one, other, "y", "h");
    }

    private static boolean overlaps(JsonNode one, JsonNode other, String start, String length) {
        int first = one.path(start).asInt();
        int second = other.path(start).asInt();
        return first < second + other.path(length).asInt()
                && second < first + one.path(length).asInt();
    }

    /** Each query, as the user whom Grafana is to have; that of the variable chooses the series of the others. */
    private void assertPanelsHaveRows(PageCommands commands) throws IOException {
        GrafanaDashboard dashboard = new GrafanaDashboard(DASHBOARD);
        Instant now = Instant.now();
        Instant samples = Instant.parse("2026-11-01T00:00:00Z");
        Instant from = (now.isBefore(samples) ? now : samples).minus(Duration.ofDays(1));
        Instant to = (now.isBefore(samples) ? samples : now).plus(Duration.ofDays(1));
        Duration interval = Duration.ofHours(1);

        String choice = dashboard.variable("series").path("query").asString();
        List<String> series = query(
                commands, "SET ROLE grafana;\n" + GrafanaDashboard.expanded(choice, from, to, interval, List.of()));
        assertThat(series).contains("hall-temperature", "it's \"1\" \\ %s 😀");

        assertThat(dashboard.panels()).hasSizeGreaterThan(3).allSatisfy(panel -> {
            JsonNode target = panel.path("targets").path(0);
            String sql = GrafanaDashboard.expanded(target.path("rawSql").asString(), from, to, interval, series);
            List<JsonNode> rows =
                    query(commands, "SET ROLE grafana;\nSELECT to_json(panel) FROM (" + sql + ") AS panel").stream()
                            .map(Json.MAPPER::readTree)
                            .toList();
            assertThat(rows).as(sql).isNotEmpty();
            if (target.path("format").asString().equals("time_series")) {
                assertThat(rows).as(sql).allSatisfy(row -> assertThat(
                                row.path("time").isNumber())
                        .isTrue());
            }
        });
    }

    /** The statistics of a file's series, as they were copied and as the rows have them, are those of the API. */
    private void assertSame(PageCommands commands, String id) throws IOException {
        ObjectNode expected = sluice.allSeries(id);
        JsonNode copied = Json.MAPPER.readTree(
                query(commands, "SELECT json_object_agg(series, to_json(s)) FROM series_results s" + of(id))
                        .get(0));
        JsonNode rows =
                Json.MAPPER.readTree(query(commands, """
                SELECT json_object_agg(series, to_json(s)) FROM (
                  SELECT series, count(*), min(value), max(value), avg(value)
                  FROM readings%s GROUP BY series) s
                """.formatted(of(id))).get(0));

        assertThat(copied.propertyNames()).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
        assertThat(rows.propertyNames()).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
        expected.forEachEntry((series, statistics) -> {
            for (String name : List.of("count", "min", "max", "avg")) {
                double value = statistics.path(name).asDouble();
                assertThat(copied.path(series).path(name).asDouble()).as(name).isEqualTo(value);
                assertThat(rows.path(series).path(name).asDouble())
                        .as(name)
                        .isCloseTo(value, within(1e-9 * Math.abs(value)));
            }
            for (String name : List.of("p50", "p95")) {
                assertThat(copied.path(series).path(name).asDouble())
                        .as(name)
                        .isEqualTo(statistics.path("percentiles").path(name).asDouble());
            }
            assertThat(Instant.parse(copied.path(series).path("last").asString()))
                    .isEqualTo(Instant.parse(statistics.path("last").asString()));
        });
    }

    /** The average of the only time measured, as the latest measurement that isn't deleted has it. */
    private void assertSameMeasurement(PageCommands commands, double average) throws IOException {
        assertThat(sluice.json("/measurements/" + MEASURED_AT).path("mean").asDouble())
                .isEqualTo(average);
        String sql = "SELECT avg(value) FROM measurements WHERE measured_at = '" + MEASURED_AT + "'";
        assertThat(Double.parseDouble(query(commands, sql).get(0))).isEqualTo(average);
    }

    private static void assertAbsent(PageCommands commands, String id) throws IOException {
        for (String view : List.of("files", "series_results", "readings", "measurements")) {
            assertThat(query(commands, "SELECT * FROM " + view + of(id)))
                    .as(view)
                    .isEmpty();
        }
    }

    private static List<String> everything(PageCommands commands) throws IOException {
        return query(commands, "SELECT r::text FROM file_results r;\nSELECT v::text FROM row_values v");
    }

    private static List<String> query(PageCommands commands, String sql) throws IOException {
        return commands.run("psql -XqAt -v ON_ERROR_STOP=1 <<'END_OF_SQL'\n" + sql + "\n;\nEND_OF_SQL\n")
                .lines()
                .toList();
    }

    private static String of(String id) {
        return " WHERE file_id = '" + id + "'";
    }

    private String upload(String name, String dataset, String json) {
        String id = SluiceProbe.fileId(sluice.post(
                "/upload?filename=" + name + "&dataset=" + dataset, "application/x-ndjson", json.getBytes(UTF_8)));
        assertThat(sluice.awaitEnd(id).status()).isEqualTo(FileStatus.PROCESSED);
        return id;
    }

    /** A stream with two rows, both of 1. */
    private String stream(Kcat kcat, String name) {
        String row = "{\"timestamp\":1793491200,\"sensor_id\":\"kiln\",\"value\":1}\n";
        kcat.run(row + row, "-P", "-t", "sluice.raw-chunks", "-k", name);
        sluice.awaitFile("file_id", name);
        sluice.await(name, file -> file.totalRows() == 2);
        return name;
    }

    /** A stream whose producer announces fewer rows than it has sent. */
    private String failedStream(Kcat kcat, String name) {
        String closed = "{\"type\":\"stream_closed\",\"file_id\":\"" + stream(kcat, name) + "\",\"rows\":1}";
        String partitioner = "topic.partitioner=murmur2_random";
        kcat.run(closed, "-P", "-t", "sluice.stream-events", "-k", name, "-X", partitioner);
        assertThat(sluice.awaitEnd(name).status()).isEqualTo(FileStatus.FAILED);
        return name;
    }

    private static void requireUploads() {
        Programs.require("curl");
        Programs.require("jq");
    }
}
