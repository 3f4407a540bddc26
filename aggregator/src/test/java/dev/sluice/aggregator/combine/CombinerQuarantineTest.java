package dev.sluice.aggregator.combine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.progress.CombineProgress;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Note;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.row.ValidRowWriter;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

/** A combiner that crashes on some rows, and restarts with only committed data and notes. */
class CombinerQuarantineTest {
    private static final AggregatorProperties PROPERTIES = TestStores.properties(Map.of());
    private static final Topics TOPICS = PROPERTIES.topics();
    private static final TopicPartition ROWS =
            new TopicPartition(TOPICS.validRows().name(), 0);
    private static final TopicPartition MORE_ROWS =
            new TopicPartition(TOPICS.validRows().name(), 1);
    private static final int COUNT = 40;

    private final AttemptNotes notes = AttemptNotes.inMemory();
    private final CountingMetrics metrics = new CountingMetrics();
    private final List<ProducerRecord<byte[], byte[]>> committed = new ArrayList<>();
    private final Set<String> poison = new HashSet<>();
    private final List<Integer> rowsOfTransactions = new ArrayList<>();
    private long next;

    @Test
    void shouldQuarantineTheRowThatCrashesItAndCombineAllOthersOnce() {
        poison.add("s17");

        int deaths = runUntilAllIsCombined();

        assertThat(deaths).isLessThanOrEqualTo(6);
        assertThat(series()).hasSize(COUNT - 1).doesNotHaveDuplicates().doesNotContain("s17");
        assertThat(sent(TOPICS.deadLetters().name())).hasSize(1);
        assertThat(messages()).contains(new CombinerMessage.SetAside(0, 17));
        assertThat(metrics.quarantined()).isOne();
    }

    @Test
    void shouldProcessRowsOneByOneAfterTwoCrashes() {
        poison.add("s2");

        runUntilAllIsCombined();

        // Rows 0 and 1, the poison, and as many behind it as are in a first batch; then batches that grow.
        assertThat(rowsOfTransactions.subList(0, 13)).containsOnly(1);
        assertThat(rowsOfTransactions.subList(13, rowsOfTransactions.size())).containsExactly(20, 7);
    }

    @Test
    void shouldQuarantineSeveralRows() {
        poison.addAll(List.of("s0", "s5", "s6", "s39"));

        runUntilAllIsCombined();

        assertThat(series()).hasSize(COUNT - 4).doesNotHaveDuplicates().doesNotContainAnyElementsOf(poison);
        assertThat(metrics.quarantined()).isEqualTo(4);
    }

    /** Rows of other partitions in the same poll are neither lost nor added twice. */
    @Test
    void shouldNotCommitPastRowsThatAreNotAddedYet() {
        notes.write(ROWS, new Note(Note.Kind.DONE, 0, 0, new TreeMap<>()));
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
        try (Combiner combiner = combiner(consumer, producer)) {
            combiner.start();
            consumer.updateBeginningOffsets(Map.of(ROWS, 0L, MORE_ROWS, 0L));
            consumer.rebalance(List.of(ROWS, MORE_ROWS));
            add(consumer, MORE_ROWS, 0);
            combiner.round();
            add(consumer, ROWS, 0);
            add(consumer, ROWS, 1);
            add(consumer, MORE_ROWS, 1);
            combiner.round();
            combiner.leave();

            Map<TopicPartition, Long> committedTo = new HashMap<>();
            List<ProducerRecord<byte[], byte[]>> positions = producer.history().stream()
                    .filter(record -> record.topic().equals(TOPICS.combined().name()))
                    .toList();
            for (ProducerRecord<byte[], byte[]> position : positions) {
                committedTo.put(
                        new TopicPartition(ROWS.topic(), position.partition()),
                        CombinedPosition.read(position.partition(), position.value())
                                .next());
            }
            assertThat(committedTo).isEqualTo(Map.of(ROWS, 2L, MORE_ROWS, 2L));
            List<Long> ofMore = producer.consumerGroupOffsetsHistory().stream()
                    .flatMap(group -> group.values().stream())
                    .filter(offsets -> offsets.containsKey(MORE_ROWS))
                    .map(offsets -> offsets.get(MORE_ROWS).offset())
                    .toList();
            assertThat(ofMore).startsWith(1L).endsWith(2L);
        }
    }

    @Test
    void shouldNotQuarantineRowsWhenBrokersAreUnavailable() {
        for (int i = 0; i < 20; i++) {
            attempt(new DisconnectException("no broker"));
        }
        runUntilAllIsCombined();

        assertThat(series()).hasSize(COUNT).doesNotHaveDuplicates();
        assertThat(metrics.quarantined()).isZero();
    }

    private int runUntilAllIsCombined() {
        int deaths = 0;
        while (next < COUNT) {
            if (!attempt(null)) {
                deaths++;
            }
            assertThat(deaths).isLessThan(100);
        }
        return deaths;
    }

    /** Runs a combiner until it stops or crashes; returns whether it stopped. */
    private boolean attempt(RuntimeException commitFailure) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.commitTransactionException = commitFailure;
        long begin = next;
        try (Combiner combiner = combiner(consumer, producer)) {
            combiner.start();
            consumer.updateBeginningOffsets(Map.of(ROWS, begin));
            consumer.rebalance(List.of(ROWS));
            for (long offset = begin; offset < COUNT; offset++) {
                add(consumer, ROWS, offset);
            }
            combiner.round();
            combiner.round();
            combiner.leave();
            return true;
        } catch (LinkageError | DisconnectException e) {
            return false;
        } finally {
            committed.addAll(producer.history());
            producer.consumerGroupOffsetsHistory()
                    .forEach(group -> group.values().forEach(offsets -> {
                        long to = offsets.get(ROWS).offset();
                        rowsOfTransactions.add((int) (to - next));
                        next = to;
                    }));
        }
    }

    private Combiner combiner(MockConsumer<byte[], byte[]> consumer, MockProducer<byte[], byte[]> producer) {
        return new Combiner(
                consumer,
                producer,
                dying(),
                TestStores.nothingCombined(PROPERTIES),
                PROPERTIES,
                metrics.meters(),
                new Quarantine("a-stage", notes, Duration.ofHours(1)),
                new CombineProgress(System::nanoTime),
                System::nanoTime);
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, "any".getBytes(UTF_8), row(offset)));
    }

    /** Crashes with an error that the guard doesn't catch. */
    private Deserializer<ValidRow> dying() {
        ValidRowReader reader = new ValidRowReader(PROPERTIES.datasets());
        return (topic, value) -> {
            ValidRow row = reader.deserialize(topic, value);
            if (poison.contains(row.series())) {
                throw new LinkageError("dies");
            }
            return row;
        };
    }

    private static byte[] row(long number) {
        return new ValidRowWriter("f", 0L, TestRows.READINGS).write(2, new Object[] {0L, "s" + number, 1.0});
    }

    private List<String> series() {
        return messages().stream()
                .filter(CombinerMessage.Deltas.class::isInstance)
                .flatMap(message -> ((CombinerMessage.Deltas) message).deltas().stream())
                .map(Delta::series)
                .toList();
    }

    private List<CombinerMessage> messages() {
        return sent(TOPICS.deltas().name()).stream()
                .map(record -> CombinerMessage.read(record.value()))
                .toList();
    }

    private List<ProducerRecord<byte[], byte[]>> sent(String topic) {
        return committed.stream().filter(record -> record.topic().equals(topic)).toList();
    }
}
