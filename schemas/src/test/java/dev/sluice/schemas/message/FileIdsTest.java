package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileIdsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "0198c0de-0000-7000-8000-000000000001", "sluice.raw-chunks-3-17", "A_b.C-9", "...", ".a"})
    void shouldAcceptValidNames(String fileId) {
        assertThat(FileIds.isValid(fileId)).isTrue();
        assertThat(FileIds.isValid(fileId.repeat(64).substring(0, 64))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a\n", "ä", "a:b", "a%20", "\u0000", ".", "..", "..\n"})
    void shouldRefuseAllElse(String fileId) {
        assertThat(FileIds.isValid(fileId)).isFalse();
    }

    @Test
    void shouldRequireAValidId() {
        assertThat(FileIds.require("f-1")).isEqualTo("f-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileIds.require("a b"))
                .withMessage("expected a file_id of " + FileIds.RULE + ", found a b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileIds.require(null))
                .withMessage("expected a file_id of " + FileIds.RULE + ", found null");
    }

    @Test
    void shouldRefuseMoreThan64Characters() {
        assertThat(FileIds.isValid("a".repeat(65))).isFalse();
    }

    @Test
    void shouldPickThePartitionThatTheJavaProducerPicks() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            String fileId = new UUID(random.nextLong(), random.nextLong()).toString();
            int partitions = 1 + random.nextInt(100);

            assertThat(FileIds.partition(fileId, partitions))
                    .as("seed %d", seed)
                    .isEqualTo(BuiltInPartitioner.partitionForKey(fileId.getBytes(UTF_8), partitions));
        }
    }

    @Test
    void shouldSendAFilesChunksRoundAllPartitionsFromItsOwn() {
        String fileId = "0198c0de-0000-7000-8000-000000000001";
        int own = FileIds.partition(fileId, 5);

        for (long chunk = 0; chunk < 20; chunk++) {
            assertThat(FileIds.chunkPartition(fileId, chunk, 5)).isEqualTo((int) ((own + chunk) % 5));
        }
        assertThat(FileIds.chunkPartition(fileId, Integer.MAX_VALUE + 1L, 5)).isBetween(0, 4);
    }

    @Test
    void shouldDeriveTheFileIdOfARecordFromItsPosition() {
        Uuid topicId = Uuid.fromString("R1dMaC_2Q5iTmVxQ0pLr3w");
        assertThat(FileIds.ofRecord("sluice.raw-chunks", topicId, 3, 42))
                .isEqualTo("sluice.raw-chunks-R1dMaC_2Q5iTmVxQ0pLr3w-3-42");
        assertThat(FileIds.ofRecord("raw-chunks", topicId, 0, 0)).isEqualTo("raw-chunks-R1dMaC_2Q5iTmVxQ0pLr3w-0-0");
    }

    @Test
    void shouldNameARecordOfALongTopicByTheEndOfTheTopicsName() {
        String topic = "p".repeat(32) + "raw-chunks";

        Uuid topicId = Uuid.randomUuid();

        String fileId = FileIds.ofRecord(topic, topicId, 999, Long.MAX_VALUE);

        assertThat(fileId).hasSize(64).endsWith("raw-chunks-" + topicId + "-999-" + Long.MAX_VALUE);
        assertThat(FileIds.isValid(fileId)).isTrue();
    }

    @Test
    void shouldGiveEachRecordOfEachTopicAUniqueValidId() {
        Set<String> seen = new HashSet<>();
        for (Uuid topicId : List.of(new Uuid(0, 2), new Uuid(-1, -1), Uuid.randomUuid(), Uuid.randomUuid())) {
            String topic = "p".repeat(32) + "raw-chunks";
            for (int partition : new int[] {0, 1, 11, 111, 999}) {
                for (long offset : new long[] {0, 1, 11, 1_111, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
                    String fileId = FileIds.ofRecord(topic, topicId, partition, offset);

                    assertThat(FileIds.isValid(fileId)).as(fileId).isTrue();
                    assertThat(seen.add(fileId)).as(fileId).isTrue();
                }
            }
        }
    }
}
