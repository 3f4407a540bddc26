package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link TopicSetup} does to a real broker, which {@code schemas} doesn't have. */
class TopicSetupTest {
    private static final TopicAccess NO_ACCESS = new TopicAccess(List.of(), List.of());

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory, 0);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void shouldCreateAllTopicsWithTheirPartitionsAndSettings() throws Exception {
        Topics topics = topics("created.", 3);
        TopicSetup.ensure(admin, topics, NO_ACCESS);
        List<String> names = topics.all().stream().map(Topic::name).toList();
        Map<String, TopicDescription> found =
                admin.describeTopics(names).allTopicNames().get();
        for (Topic<?, ?> topic : topics.all()) {
            assertThat(found.get(topic.name()).partitions()).as(topic.name()).hasSize(topic.partitions());
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            topic.config().forEach((key, value) -> assertThat(config.get(key).value())
                    .as(topic.name() + " " + key)
                    .isEqualTo(value));
        }
    }

    @Test
    void shouldNotChangeExistingTopics() {
        Topics topics = topics("twice.", 2);
        TopicSetup.ensure(admin, topics, NO_ACCESS);
        TopicSetup.ensure(admin, topics, NO_ACCESS);
    }

    @Test
    void shouldShortenSegmentMsOfExistingTopics() throws Exception {
        Topics topics = topics("segments.", 1);
        TopicSetup.ensure(admin, topics, NO_ACCESS);
        setSegmentMs(topics.rawChunks(), "604800000");
        setSegmentMs(topics.validRows(), "1000");

        TopicSetup.ensure(admin, topics, NO_ACCESS);

        assertThat(segmentMs(topics.rawChunks()))
                .isEqualTo(Long.toString(topics.segment().toMillis()));
        assertThat(segmentMs(topics.validRows())).as("a shorter time").isEqualTo("1000");
        assertThat(segmentMs(topics.fileResults())).as("the brokers' own").isEqualTo("604800000");
    }

    private static void setSegmentMs(Topic<?, ?> topic, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                        List.of(new AlterConfigOp(new ConfigEntry("segment.ms", value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    private static String segmentMs(Topic<?, ?> topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("segment.ms")
                .value();
    }

    @Test
    void shouldLetServicesCreateThemConcurrently() {
        Topics topics = topics("at-once.", 2);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> TopicSetup.ensure(admin, topics, NO_ACCESS));
        TopicSetup.ensure(admin, topics, NO_ACCESS);
        other.join();
    }

    @Test
    void shouldReportEachTopicWithAnotherNumberOfPartitions() {
        TopicSetup.ensure(admin, topics("mismatch.", 2), NO_ACCESS);
        assertThatThrownBy(() -> TopicSetup.ensure(admin, topics("mismatch.", 5), NO_ACCESS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mismatch.invalid-rows has 2, expected 5")
                .hasMessageContaining("mismatch.split-events has 2, expected 5")
                .hasMessageContaining("mismatch.file-events has 2, expected 5")
                .hasMessageContaining("mismatch.file-results has 2, expected 5")
                .hasMessageNotContaining("raw-chunks");
    }

    private static Topics topics(String prefix, int partitions) {
        return TopicSettings.read(
                new Settings(Map.of("topics.prefix", prefix, "topics.partitions", Integer.toString(partitions))));
    }
}
