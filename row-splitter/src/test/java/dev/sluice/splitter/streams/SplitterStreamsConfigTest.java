package dev.sluice.splitter.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.splitter.settings.SplitterProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitterStreamsConfigTest {
    private static final Quarantine QUARANTINE =
            new Quarantine("row-splitter", AttemptNotes.inMemory(), StreamsSettings.TRANSACTION_TIMEOUT);

    private static final SplitterProperties PROPERTIES = SplitterProperties.read(new Settings(Map.of(
            "splitter.threads",
            "3",
            "splitter.state-dir",
            "/state",
            "topics.prefix",
            "x.",
            "topics.replication",
            "2")));

    @Test
    void shouldRunExactlyOnceWithLittleMemory() {
        assertThat(SplitterStreamsConfig.of(Map.of("bootstrap.servers", "broker:9092"), PROPERTIES, QUARANTINE))
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("application.id", "x.splitter")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("num.stream.threads", 3)
                .containsEntry("state.dir", "/state")
                .containsEntry("replication.factor", 2)
                .containsEntry("topology.optimization", "none")
                .containsEntry("ensure.explicit.internal.resource.naming", true)
                .containsEntry("commit.interval.ms", 1_000L)
                .containsEntry("buffered.records.per.partition", 4)
                .containsEntry("consumer.max.poll.records", 4)
                .containsEntry("consumer.fetch.max.bytes", 4 * 1024 * 1024)
                .containsEntry("consumer.max.partition.fetch.bytes", 1024 * 1024)
                .containsEntry("producer.batch.size", 256 * 1024)
                .containsEntry("producer.linger.ms", 10)
                .containsEntry("producer.buffer.memory", 64L * 1024 * 1024);
    }

    @Test
    void shouldAcceptTuningSettings() {
        Map<String, Object> given = Map.of("linger.ms", "50", "main.consumer.fetch.max.bytes", "1000");

        assertThat(SplitterStreamsConfig.of(given, PROPERTIES, QUARANTINE))
                .containsAllEntriesOf(given)
                .doesNotContainKeys("producer.linger.ms", "consumer.fetch.max.bytes");
    }

    @Test
    void shouldRefuseAllSettingsThatBreakItsGuarantees() {
        Map<String, Object> given =
                Map.of("processing.guarantee", "at_least_once", "acks", "1", "main.consumer.max.poll.records", "1000");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SplitterStreamsConfig.of(given, PROPERTIES, QUARANTINE))
                .withMessageContaining("settings of Kafka Streams that are fixed by row-splitter: ")
                .withMessageContaining("processing.guarantee is exactly_once_v2, found at_least_once")
                .withMessageContaining("acks is all, found 1")
                .withMessageContaining("main.consumer.max.poll.records is 4, found 1000");
    }

    @Test
    void shouldAcceptSettingsEqualToItsOwn() {
        Map<String, Object> given = Map.of("acks", "all", "num.stream.threads", "3");

        assertThat(SplitterStreamsConfig.of(given, PROPERTIES, QUARANTINE)).containsEntry("num.stream.threads", 3);
    }
}
