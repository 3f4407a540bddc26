package dev.sluice.splitter.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.shipped.Datasets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class SplitterTopologyTest {
    @Test
    void shouldNameAllProcessorsStoresAndTopics() {
        Topics topics = TopicSettings.read(new Settings(Map.of()));

        Topology topology = SplitterTopology.addTo(
                new Topology(),
                topics,
                Datasets.shipped(),
                topic -> SplitterDriver.TOPIC_ID,
                new SplitterMetrics(new SimpleMeterRegistry()),
                Tracing.OFF,
                new Quarantine("row-splitter", AttemptNotes.inMemory(), StreamsSettings.TRANSACTION_TIMEOUT));

        // A changed name loses the state of existing installations, so it must be deliberate.
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
