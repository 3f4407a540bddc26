package dev.sluice.aggregator.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class UnreadRecordsTest {
    private static final TopicPartition PARTITION = new TopicPartition("stream-events", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong nanos = new AtomicLong();
    private final UnreadRecords unread = new UnreadRecords(() -> consumer, Duration.ofSeconds(1), nanos::get);

    UnreadRecordsTest() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void shouldDetectThatOnlyTransactionMarkersRemainAndReadOnce() {
        consumer.schedulePollTask(() -> {
            assertThat(consumer.position(PARTITION)).isEqualTo(7);
            consumer.seek(PARTITION, 9);
        });

        assertThat(isNoneBetween(7, 9)).isTrue();

        consumer.schedulePollTask(() -> {
            throw new AssertionError("asked again");
        });
        assertThat(isNoneBetween(7, 9)).isTrue();
        assertThat(isNoneBetween(8, 9)).isTrue();
    }

    @Test
    void shouldFindARecordAndReadAgainOnlyAfterIt() {
        consumer.schedulePollTask(() -> consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), 4, null, new byte[0])));
        assertThat(isNoneBetween(3, 6)).isFalse();
        assertThat(isNoneBetween(3, 6)).isFalse();
        assertThat(isNoneBetween(4, 6)).isFalse();

        consumer.schedulePollTask(() -> {
            assertThat(consumer.position(PARTITION)).isEqualTo(5);
            consumer.seek(PARTITION, 6);
        });
        assertThat(isNoneBetween(5, 6)).isTrue();
    }

    @Test
    void shouldReadFurtherWhenTheTopicHasGrown() {
        consumer.schedulePollTask(() -> consumer.seek(PARTITION, 2));
        assertThat(isNoneBetween(1, 2)).isTrue();

        consumer.schedulePollTask(() -> consumer.addRecord(
                new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), 2, null, new byte[0])));
        assertThat(isNoneBetween(1, 3)).isFalse();
    }

    @Test
    void shouldNotReportAnEmptyRangeWhenBrokersTimeOut() {
        consumer.schedulePollTask(() -> nanos.addAndGet(Duration.ofSeconds(2).toNanos()));
        assertThat(isNoneBetween(0, 1)).isFalse();

        consumer.setPollException(new TimeoutException("no broker"));
        assertThat(unread.isNoneBetween(PARTITION, 0, 1)).isFalse();

        consumer.schedulePollTask(() -> consumer.seek(PARTITION, 1));
        assertThat(unread.isNoneBetween(PARTITION, 0, 1)).isTrue();
    }

    @Test
    void shouldNotReadWhileTheConsumerAdvances() {
        consumer.schedulePollTask(() -> {
            throw new AssertionError("looked");
        });
        for (int offset = 0; offset < 5; offset++) {
            assertThat(unread.isNoneBetween(PARTITION, offset, 9)).isFalse();
            nanos.addAndGet(Duration.ofMillis(99).toNanos());
        }
    }

    /** Like a reader that makes no progress. */
    private boolean isNoneBetween(long from, long end) {
        if (unread.isNoneBetween(PARTITION, from, end)) {
            return true;
        }
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        return unread.isNoneBetween(PARTITION, from, end);
    }
}
