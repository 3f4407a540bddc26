package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Settings;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.TopicAccess;
import dev.sluice.schemas.TopicSetup;
import dev.sluice.schemas.Topics;
import dev.sluice.schemas.quarantine.GroupNotes;
import dev.sluice.schemas.quarantine.PartitionWatch;
import dev.sluice.schemas.quarantine.Quarantine;
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
    void shouldBeSeenByTheNextOwnerWhereverItRuns() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Topics topics = Topics.read(new Settings(Map.of()));
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
