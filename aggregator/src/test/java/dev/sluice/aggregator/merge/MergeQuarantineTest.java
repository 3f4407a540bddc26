package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Note;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topic;
import dev.sluice.tabular.row.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How merge uses the notes of previous owners. */
class MergeQuarantineTest {
    @TempDir
    private Path stateDir;

    private final AttemptNotes notes = AttemptNotes.inMemory();

    @Test
    void shouldQuarantineARecordThatFailedAloneTwiceAndFailItsFile() {
        TopicPartition splits =
                new TopicPartition(MergeDriver.TOPICS.splitEvents().name(), 0);
        notes.write(splits, new Note(Note.Kind.DONE, 0, 0, new TreeMap<>(Map.of(1L, 2))));
        try (MergeDriver driver = new MergeDriver(stateDir, new Quarantine("merging", notes, Duration.ofHours(1)))) {
            driver.sendWholeFile("before");
            driver.sendWholeFile("poison");
            driver.sendWholeFile("behind");
            driver.passTime();

            assertThat(driver.files().state("poison").summary().reason())
                    .isEqualTo(
                            new Fault(
                                    Quarantine.CODE,
                                    "the record of sluice.split-events-0 at offset 1 can't be processed; it is in the dead letters"));
            assertThat(driver.files().state("poison").summary().status()).isEqualTo(FileStatus.FAILED);
            for (String fileId : new String[] {"before", "behind"}) {
                assertThat(driver.files().state(fileId).summary().status()).isEqualTo(FileStatus.PARTIAL);
            }
            assertThat(driver.deadLetters()).singleElement().satisfies(letter -> assertThat(
                            new String(letter.value(), UTF_8))
                    .contains("\"poison\""));
            assertThat(driver.metrics.quarantined()).isOne();
            assertThat(notes.read(splits)).map(Note::kind).contains(Note.Kind.DONE);
        }
    }

    @Test
    void shouldSendSkippedRecordsOfAnyTopicToDeadLettersAndContinue() {
        Quarantine quarantine = new Quarantine("merging", notes, Duration.ofHours(1));
        for (Topic<?, ?> topic : Stage.MERGE.reads(MergeDriver.TOPICS)) {
            for (int i = 0; i < 3; i++) {
                quarantine
                        .unreadable()
                        .isToBeSkipped(new TopicPartition(topic.name(), 0), 7, new KafkaException("bad CRC"));
            }
        }
        try (MergeDriver driver = new MergeDriver(stateDir, quarantine)) {
            driver.passTime();
            driver.sendWholeFile("behind");
            driver.passTime();

            List<TestRecord<byte[], byte[]>> letters = driver.deadLetters();
            assertThat(letters)
                    .extracting(letter -> ChunkHeaders.find(letter.headers(), DeadLetter.TOPIC))
                    .containsExactlyInAnyOrderElementsOf(Stage.MERGE.reads(MergeDriver.TOPICS).stream()
                            .<String>map(Topic::name)
                            .toList());
            assertThat(letters).allSatisfy(letter -> {
                assertThat(ChunkHeaders.find(letter.headers(), DeadLetter.REASON))
                        .isEqualTo("the record can't be read: bad CRC");
                assertThat(ChunkHeaders.find(letter.headers(), DeadLetter.OFFSET))
                        .isEqualTo("7");
                assertThat(ChunkHeaders.find(letter.headers(), DeadLetter.QUARANTINED))
                        .isEqualTo("true");
            });
            assertThat(driver.metrics.quarantined()).isEqualTo(letters.size());
            assertThat(driver.files().state("behind").summary().status()).isEqualTo(FileStatus.PARTIAL);
        }
    }
}
