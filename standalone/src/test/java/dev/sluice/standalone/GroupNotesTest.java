package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.quarantine.GroupNotes;
import dev.sluice.runtime.quarantine.PartitionWatch;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes of attempts at a real broker, which {@code schemas} doesn't have. */
class GroupNotesTest {
    @TempDir
    private Path directory;

    @Test
    void shouldBeReadByTheNextOwner() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Topics topics = TopicSettings.read(new Settings(Map.of()));
            TopicSetup.ensure(admin, topics, new TopicAccess(List.of(), List.of()));
            TopicPartition partition = topics.rawChunks().topicPartitions().get(1);
            String group = Stage.SPLIT.attemptsGroup(topics);

            assertThat(new GroupNotes(admin, group).read(partition)).isEmpty();
            for (int owner = 1; owner <= 3; owner++) {
                var quarantine = new Quarantine("row-splitter", new GroupNotes(admin, group), Duration.ofSeconds(10));
                PartitionWatch watch = quarantine.watch(partition);
                assertThat(watch.isAlone(17)).isEqualTo(owner == 3);
            }
            assertThat(new GroupNotes(admin, Stage.COMBINE.attemptsGroup(topics)).read(partition))
                    .isEmpty();
        }
    }
}
