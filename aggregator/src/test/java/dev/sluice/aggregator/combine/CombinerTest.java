package dev.sluice.aggregator.combine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.progress.CombineProgress;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.row.ValidRowWriter;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uses Kafka's mock clients, which enforce the rules of transactions. */
class CombinerTest {
    private static final AggregatorProperties PROPERTIES =
            TestStores.properties(Map.of("aggregator.pending-series", "3"));
    private static final Topics TOPICS = PROPERTIES.topics();
    private static final TopicPartition ROWS =
            new TopicPartition(TOPICS.validRows().name(), 0);
    private static final TopicPartition MORE_ROWS =
            new TopicPartition(TOPICS.validRows().name(), 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final CountingMetrics metrics = new CountingMetrics();
    private final AtomicLong nanos = new AtomicLong();
    private final MockConsumer<byte[], byte[]> positions = new MockConsumer<>("earliest");
    /** The end offset of the first partition of offsets. */
    private long positionsEnd;
    /** The series whose rows can't be processed. */
    private String poison = "";

    private final Quarantine quarantine = TestStores.quarantine();

    private final Combiner combiner = new Combiner(
            consumer,
            producer,
            reading(),
            new CombinerOffsets(
                    TOPICS.combined(),
                    partition -> partition == 0 ? positionsEnd : 0,
                    () -> positions,
                    nanos::get,
                    metrics.meters()),
            PROPERTIES,
            metrics.meters(),
            quarantine,
            new CombineProgress(nanos::get),
            nanos::get);
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    @BeforeEach
    void assign() {
        combiner.start();
        consumer.rebalance(List.of(ROWS, MORE_ROWS));
        consumer.updateBeginningOffsets(Map.of(ROWS, 0L, MORE_ROWS, 0L));
    }

    @Test
    void shouldCommitDeltasAndTheOffsetsAfterTheirRowsInOneTransaction() {
        row(ROWS, "f", "a", 1);
        row(MORE_ROWS, "f", "b", 2);
        row(ROWS, "f", "a", 3);
        combiner.round();
        assertThat(producer.history()).isEmpty();

        combiner.round();

        deltas().extracting(Delta::series).containsExactlyInAnyOrder("a", "b");
        deltas().filteredOn(delta -> delta.series().equals("a"))
                .singleElement()
                .satisfies(delta -> assertThat(delta.value().statistics().avg()).isEqualTo(2));
        assertThat(committed()).isEqualTo(Map.of(ROWS, 2L, MORE_ROWS, 1L));
        assertThat(sent(TOPICS.deltas().name()))
                .extracting(ProducerRecord::partition)
                .containsOnly(0);
    }

    @Test
    void shouldWaitForMoreRowsWhileTheyCome() {
        row(ROWS, "f", "a", 1);
        combiner.round();
        row(ROWS, "f", "a", 2);
        combiner.round();

        assertThat(producer.commitCount()).isZero();

        combiner.round();

        deltas().singleElement()
                .satisfies(delta -> assertThat(delta.tally().rows()).isEqualTo(2));
        assertThat(producer.commitCount()).isOne();
    }

    @Test
    void shouldNotWaitLongerThanTheFlushInterval() {
        row(ROWS, "f", "a", 1);
        combiner.round();
        nanos.addAndGet(PROPERTIES.flushInterval().toNanos());
        row(ROWS, "f", "a", 2);

        combiner.round();

        assertThat(producer.commitCount()).isOne();
        assertThat(committed()).isEqualTo(Map.of(ROWS, 2L));
    }

    @Test
    void shouldNotCommitAgainTooSoon() {
        row(ROWS, "f", "a", 1);
        combiner.round();
        combiner.round();
        row(ROWS, "f", "a", 2);
        combiner.round();
        combiner.round();
        assertThat(producer.commitCount()).isOne();

        nanos.addAndGet(Duration.ofMillis(20).toNanos());
        combiner.round();

        assertThat(producer.commitCount()).isEqualTo(2);
        assertThat(committed()).isEqualTo(Map.of(ROWS, 2L));
    }

    @Test
    void shouldSendDeltasAtTheLimitOfPendingSeriesAndCommitThemWithTheRest() {
        for (int i = 0; i < 4; i++) {
            row(ROWS, "f", "s" + i, i);
        }
        combiner.round();
        assertThat(producer.uncommittedRecords()).hasSize(1);

        combiner.round();

        deltas().hasSize(4);
        assertThat(producer.commitCount()).isOne();
    }

    @Test
    void shouldCommitNothingWithoutRows() {
        combiner.round();
        combiner.round();
        combiner.leave();

        assertThat(producer.transactionInFlight()).isFalse();
        assertThat(producer.commitCount()).isZero();
    }

    @Test
    void shouldSendUnreadableRecordsToDeadLettersInTheSameTransaction() {
        record(ROWS, "{\"file_id\":\"f\",\"sensor_id\":\"a\",\"value\":1}".getBytes(UTF_8));
        record(ROWS, null);
        row(ROWS, "f", "a", 1);
        combiner.round();
        assertThat(producer.history()).isEmpty();

        combiner.round();

        List<ProducerRecord<byte[], byte[]>> letters = sent(TOPICS.deadLetters().name());
        assertThat(letters)
                .extracting(letter -> ChunkHeaders.find(letter.headers(), DeadLetter.REASON))
                .containsExactly(
                        "expected the field timestamp, found none",
                        "expected a JSON object, found a record without a value");
        assertThat(letters)
                .extracting(letter -> ChunkHeaders.find(letter.headers(), DeadLetter.OFFSET))
                .containsExactly("0", "1");
        assertThat(metrics.deadLetters()).isEqualTo(2);
        deltas().hasSize(1);
        assertThat(committed()).isEqualTo(Map.of(ROWS, 3L));
    }

    @Test
    void shouldSendARowWithTooLongASeriesToDeadLettersAndContinue() {
        row(ROWS, "f", "a", 1);
        row(ROWS, "f", "x".repeat(Delta.MAX_SERIES_LENGTH + 1), 1);
        row(ROWS, "f", "b", 1);
        combiner.round();
        combiner.round();

        deltas().extracting(Delta::series).containsExactlyInAnyOrder("a", "b");
        assertThat(sent(TOPICS.deadLetters().name())).hasSize(1);
        assertThat(committed()).isEqualTo(Map.of(ROWS, 3L));
    }

    /** The reason quoted the value, which made the letter exceed the maximum size of a record. */
    @Test
    void shouldLimitTheSizeOfADeadLetterOfARowWithAHugeValue() {
        record(
                ROWS,
                ("{\"file_id\":\"poison\",\"timestamp\":\"2026-11-01T10:00:00Z\",\"sensor_id\":\"a\",\"value\":\""
                                + "x".repeat(1_700_000) + "\"}")
                        .getBytes(UTF_8));
        row(ROWS, "f", "a", 1);
        combiner.round();
        combiner.round();

        assertThat(sent(TOPICS.deadLetters().name())).singleElement().satisfies(letter -> {
            assertThat(letter.value()).hasSizeLessThanOrEqualTo(Topics.MAX_RECORD_BYTES);
            assertThat(letter.headers().lastHeader(DeadLetter.REASON).value()).hasSizeLessThan(10_000);
        });
        deltas().extracting(Delta::series).containsExactly("a");
    }

    @Test
    void shouldFailTheFileOfARowThatItCannotProcess() {
        poison = "poison";
        row(ROWS, "f", "a", 1);
        row(ROWS, "g", "poison", 1);
        row(ROWS, "f", "b", 1);
        combiner.round();
        combiner.round();

        deltas().extracting(Delta::series).containsExactlyInAnyOrder("a", "b");
        assertThat(sent(TOPICS.deadLetters().name())).singleElement().satisfies(letter -> assertThat(
                        ChunkHeaders.find(letter.headers(), DeadLetter.REASON))
                .isEqualTo("the row can't be processed: java.lang.IllegalStateException: a bug"));
        assertThat(messages()).contains(new CombinerMessage.SetAside(0, 1));
        assertThat(committed()).isEqualTo(Map.of(ROWS, 3L));
    }

    @Test
    void shouldSendSkippedRecordsToDeadLettersAndCommitPastThem() {
        for (int i = 0; i < 3; i++) {
            quarantine.unreadable().isToBeSkipped(MORE_ROWS, 0, new KafkaException("bad CRC"));
        }
        consumer.seek(MORE_ROWS, 1);
        row(ROWS, "f", "a", 1);
        combiner.round();
        combiner.round();

        assertThat(sent(TOPICS.deadLetters().name())).singleElement().satisfies(letter -> {
            assertThat(ChunkHeaders.find(letter.headers(), DeadLetter.REASON))
                    .isEqualTo("the record can't be read: bad CRC");
            assertThat(ChunkHeaders.find(letter.headers(), DeadLetter.PARTITION))
                    .isEqualTo("1");
            assertThat(ChunkHeaders.find(letter.headers(), DeadLetter.OFFSET)).isEqualTo("0");
            assertThat(ChunkHeaders.find(letter.headers(), DeadLetter.QUARANTINED))
                    .isEqualTo("true");
        });
        deltas().extracting(Delta::series).containsExactly("a");
        assertThat(committed()).isEqualTo(Map.of(ROWS, 1L, MORE_ROWS, 1L));
        assertThat(metrics.quarantined()).isOne();
    }

    @Test
    void shouldCommitBeforePartitionsAreRevoked() {
        row(ROWS, "f", "a", 1);
        combiner.round();

        combiner.onPartitionsRevoked(List.of(ROWS));

        deltas().hasSize(1);
        assertThat(committed()).isEqualTo(Map.of(ROWS, 1L));
    }

    @Test
    void shouldDiscardRowsOfLostPartitions() {
        row(ROWS, "f", "a", 1);
        combiner.round();

        combiner.onPartitionsLost(List.of(ROWS));
        row(MORE_ROWS, "f", "b", 2);
        combiner.round();
        combiner.round();

        deltas().extracting(Delta::series).containsExactly("b");
        assertThat(committed()).isEqualTo(Map.of(MORE_ROWS, 1L));
    }

    @Test
    void shouldFailTheWholeTransactionIfADeltaIsRefused() {
        row(ROWS, "f", "a", 1);
        combiner.round();
        producer.commitTransactionException = new KafkaException("a delta wasn't taken");

        assertThatThrownBy(combiner::round).hasMessage("a delta wasn't taken");

        assertThat(producer.history()).isEmpty();
        assertThat(producer.consumerGroupOffsetsHistory()).isEmpty();
    }

    @Test
    void shouldCommitPendingDeltasOnShutdown() {
        row(ROWS, "f", "a", 1);
        combiner.round();

        combiner.leave();
        combiner.close();

        deltas().hasSize(1);
        assertThat(producer.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void shouldCommitTheCombinedOffsetWithItsDeltas() {
        row(ROWS, "f", "a", 1);
        row(ROWS, "f", "a", 1);
        combiner.round();
        combiner.round();

        assertThat(sent(TOPICS.combined().name())).singleElement().satisfies(record -> {
            assertThat(record.partition()).isZero();
            assertThat(CombinedPosition.read(0, record.value()).next()).isEqualTo(2);
        });
    }

    /** A newly loaded coordinator once had no offsets of the group. */
    @Test
    void shouldDropRowsThatWereCombinedBefore() {
        TopicPartition of = new TopicPartition(TOPICS.combined().name(), 0);
        positions.updateBeginningOffsets(Map.of(of, 0L));
        positions.schedulePollTask(() -> positions.addRecord(new ConsumerRecord<>(
                of.topic(),
                of.partition(),
                0,
                "0".getBytes(UTF_8),
                CombinedPosition.toBytes(0, new ConsumedOffset(2, 1_000)))));
        positionsEnd = 1;
        consumer.rebalance(List.of());
        consumer.rebalance(List.of(ROWS, MORE_ROWS));

        row(ROWS, "f", "a", 1);
        row(ROWS, "f", "b", 1);
        combiner.round();
        combiner.round();
        deltas().isEmpty();
        assertThat(metrics.repeated()).isEqualTo(2);
        assertThat(committed()).isEqualTo(Map.of(ROWS, 2L));

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        row(ROWS, "f", "c", 1);
        row(MORE_ROWS, "f", "d", 1);
        combiner.round();
        combiner.round();

        deltas().extracting(Delta::series).containsExactly("c", "d");
        assertThat(metrics.repeated()).isEqualTo(2);
    }

    private void row(TopicPartition partition, String file, String series, double value) {
        record(partition, new ValidRowWriter(file, 0L, TestRows.READINGS).write(2, new Object[] {0L, series, value}));
    }

    private void record(TopicPartition partition, byte[] value) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        consumer.addRecord(
                new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "any".getBytes(UTF_8), value));
    }

    private Deserializer<ValidRow> reading() {
        ValidRowReader reader = new ValidRowReader(PROPERTIES.datasets());
        return (topic, value) -> {
            ValidRow row = reader.deserialize(topic, value);
            if (row.series().equals(poison)) {
                throw new IllegalStateException("a bug");
            }
            return row;
        };
    }

    private ListAssert<Delta> deltas() {
        return assertThat(messages().stream()
                .filter(CombinerMessage.Deltas.class::isInstance)
                .flatMap(message -> ((CombinerMessage.Deltas) message).deltas().stream())
                .toList());
    }

    private List<CombinerMessage> messages() {
        return sent(TOPICS.deltas().name()).stream()
                .map(record -> CombinerMessage.read(record.value()))
                .toList();
    }

    private List<ProducerRecord<byte[], byte[]>> sent(String topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic))
                .toList();
    }

    /** The last committed offset of each partition. */
    private Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Stream<Map<TopicPartition, OffsetAndMetadata>> all =
                producer.consumerGroupOffsetsHistory().stream().flatMap(groups -> groups.values().stream());
        all.forEach(offsets -> offsets.forEach((partition, offset) -> committed.put(partition, offset.offset())));
        return committed;
    }
}
