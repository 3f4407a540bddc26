package dev.sluice.splitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Settings;
import dev.sluice.schemas.StreamsSettings;
import dev.sluice.schemas.Topics;
import dev.sluice.schemas.Tracing;
import dev.sluice.schemas.dataset.Datasets;
import dev.sluice.schemas.quarantine.AttemptNotes;
import dev.sluice.schemas.quarantine.Quarantine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class SplitterTopologyTest {
    @Test
    void shouldNameAllOfItsPartsItself() {
        Topics topics = Topics.read(new Settings(Map.of()));

        Topology topology = SplitterTopology.addTo(
                new Topology(),
                topics,
                Datasets.shipped(),
                topic -> SplitterDriver.TOPIC_ID,
                new SplitterMeters(new SimpleMeterRegistry()),
                Tracing.OFF,
                new Quarantine("row-splitter", AttemptNotes.inMemory(), StreamsSettings.TRANSACTION_TIMEOUT));

        // A changed name loses the state of those who run it: it must be a decision, not an accident.
        assertThat(topology.describe().toString().strip().lines().map(String::strip))
                .containsExactlyInAnyOrder(
                        "Topologies:",
                        "Sub-topology: 0",
                        "Source: from-raw-chunks (topics: [sluice.raw-chunks])",
                        "--> split-chunks",
                        "Processor: split-chunks (stores: [seen-chunks, read-positions])",
                        "--> to-dead-letters, to-invalid-rows, to-split-events, to-valid-rows",
                        "<-- from-raw-chunks",
                        "Sink: to-dead-letters (topic: sluice.dead-letters)",
                        "<-- split-chunks",
                        "Sink: to-invalid-rows (topic: sluice.invalid-rows)",
                        "<-- split-chunks",
                        "Sink: to-split-events (topic: sluice.split-events)",
                        "<-- split-chunks",
                        "Sink: to-valid-rows (topic: sluice.valid-rows)",
                        "<-- split-chunks");
    }
}
