package dev.sluice.aggregator.combine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class CombinerOffsetsTest {
    private static final Topics TOPICS = TestStores.properties(Map.of()).topics();
    private static final TopicPartition FIRST =
            new TopicPartition(TOPICS.combined().name(), 0);
    private static final TopicPartition SECOND =
            new TopicPartition(TOPICS.combined().name(), 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong nanos = new AtomicLong();
    private final Map<Integer, Long> ends = new HashMap<>();
    private final CountingMetrics metrics = new CountingMetrics();
    private final CombinerOffsets combined = new CombinerOffsets(
            TOPICS.combined(),
            partition -> ends.getOrDefault(partition, 0L),
            () -> consumer,
            nanos::get,
            metrics.meters());

    @Test
    void shouldFindNoOffsetsOfPartitionsThatWereNeverCombined() {
        assertThat(combined.of(List.of(0, 1))).isEmpty();
        assertThat(consumer.closed()).as("there was nothing to read").isFalse();
    }

    @Test
    void shouldReturnTheLatestOffsetOfEachPartition() {
        ends.putAll(Map.of(0, 2L, 1, 1L));
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
        consumer.schedulePollTask(() -> {
            add(FIRST, 0, 5);
            add(SECOND, 0, 3);
        });
        consumer.schedulePollTask(() -> add(FIRST, 1, 9));

        assertThat(combined.of(List.of(0, 1)))
                .isEqualTo(Map.of(0, new ConsumedOffset(9, 1_000), 1, new ConsumedOffset(3, 1_000)));
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void shouldReadFromTheBeginningIfNoOffsetIsNearTheEnd() {
        ends.put(0, 5_000L);
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
        // Only aborted transactions.
        consumer.schedulePollTask(() -> consumer.seek(FIRST, 5_000));
        consumer.schedulePollTask(() -> {
            assertThat(consumer.position(FIRST)).isZero();
            add(FIRST, 0, 7);
        });
        consumer.schedulePollTask(() -> consumer.seek(FIRST, 5_000));

        assertThat(combined.of(List.of(0))).isEqualTo(Map.of(0, new ConsumedOffset(7, 1_000)));
    }

    @Test
    void shouldIgnoreInvalidPositions() {
        byte[] valid = CombinedPosition.toBytes(0, new ConsumedOffset(5, 1_000));
        byte[] wrong = valid.clone();
        wrong[7] ^= 1;
        List<byte[]> garbage = Arrays.asList(
                null,
                new byte[0],
                new byte[] {1, 2, 3},
                new ConsumedOffset(Long.MAX_VALUE, Long.MAX_VALUE).toBytes(),
                Arrays.copyOf(valid, valid.length - 1),
                Arrays.copyOf(valid, valid.length + 1),
                wrong,
                CombinedPosition.toBytes(1, new ConsumedOffset(99, 1_000)),
                CombinedPosition.toBytes(0, new ConsumedOffset(-1, 1_000)));
        ends.put(0, 1L + garbage.size());
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
        consumer.schedulePollTask(() -> {
            add(FIRST, 0, 5);
            for (int i = 0; i < garbage.size(); i++) {
                consumer.addRecord(new ConsumerRecord<>(
                        FIRST.topic(), FIRST.partition(), 1L + i, "key".getBytes(UTF_8), garbage.get(i)));
            }
        });

        assertThat(combined.of(List.of(0))).isEqualTo(Map.of(0, new ConsumedOffset(5, 1_000)));
        assertThat(metrics.unreadablePositions()).isEqualTo(garbage.size());
    }

    /** A record of the transaction may be the latest valid offset. */
    @Test
    void shouldNotSkipAnOpenTransaction() {
        ends.put(0, 2L);
        consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
        consumer.schedulePollTask(() -> add(FIRST, 0, 5));
        consumer.schedulePollTask(() -> nanos.set(Duration.ofSeconds(31).toNanos()));

        assertThatThrownBy(() -> combined.of(List.of(0)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("still open");
    }

    private void add(TopicPartition partition, long offset, long next) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                "key".getBytes(UTF_8),
                CombinedPosition.toBytes(partition.partition(), new ConsumedOffset(next, 1_000))));
    }
}
