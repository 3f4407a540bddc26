package dev.sluice.systemtests.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.SluiceCommand;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.SystemState;
import dev.sluice.schemas.query.SystemState.StageState;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** {@code GET /system}, and {@code sluice topics} over it. */
@ExtendWith(SharedSluice.class)
class TopicsIT {
    private static final String CSV =
            "timestamp,sensor_id,value\n2026-11-01T00:00:00Z,topics,1.5\n2026-11-01T00:01:00Z,topics,hot\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SluiceProbe sluice;

    TopicsIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldReportNoLagAfterFilesHaveEnded() {
        upload();

        SystemState system = state();
        while (system.stages().stream().anyMatch(stage -> stage.lag() > 0)) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            system = state();
        }

        assertThat(system.brokers()).containsExactly(sluice.bootstrapServers());
        assertThat(system.stages()).extracting(StageState::name).containsExactly("split", "combine", "merge");
        assertThat(system.stages()).allMatch(stage -> stage.members() > 0);
        assertThat(system.topics())
                .filteredOn(topic -> topic.name().equals("sluice.valid-rows"))
                .allMatch(topic -> topic.partitions() == 4 && topic.records() > 0)
                .hasSize(1);
    }

    @Test
    void shouldListEachTopicWithItsConsumers() {
        upload();

        assertThat(run("topics")).isZero();
        assertThat(out.toString().lines().toList().get(0)).matches("topic +partitions +records +read by +members +lag");
        assertThat(out.toString()).containsPattern("sluice\\.raw-chunks +4 +\\d+ +split +\\d+ +\\d+");
    }

    @Test
    void shouldPrintRecordsReadably() {
        upload();

        assertThat(run("topics", "tail", "invalid-rows", "--from-beginning", "--limit", "1"))
                .isZero();
        assertThat(out.toString()).matches("\\d:\\d+ 20\\S+Z \\S+ \\{\"file_id\".*\n");
    }

    @Test
    void shouldPrintRecordsAsJson() {
        upload();

        assertThat(run("topics", "tail", "sluice.valid-rows", "--from-beginning", "--limit", "2", "--json"))
                .isZero();
        List<JsonNode> records = new ArrayList<>();
        out.toString().lines().forEach(line -> records.add(Json.MAPPER.readTree(line)));
        assertThat(records).hasSize(2).allMatch(record -> record.path("value").has("file_id"));
    }

    @Test
    void shouldListKnownTopicsForAnUnknownOne() {
        assertThat(run("topics", "tail", "rows")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no topic rows; there are sluice.raw-chunks, ");
    }

    @Test
    void shouldReportAnUnreachableBroker() {
        String closed = "127.0.0.1:" + FreePorts.next();

        assertThat(run("topics", "tail", "valid-rows", "--broker", closed)).isEqualTo(4);
        assertThat(err.toString()).contains("no answer from kafka://" + closed);
    }

    private void upload() {
        String id = SluiceProbe.fileId(sluice.uploadRaw("topics.csv", CSV.getBytes(UTF_8)));
        sluice.awaitEnd(id);
    }

    private SystemState state() {
        return Json.MAPPER.treeToValue(sluice.json("/system"), SystemState.class);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", sluice.url().toString()));
        CommandLine line = SluiceCommand.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(all.toArray(String[]::new));
    }
}
