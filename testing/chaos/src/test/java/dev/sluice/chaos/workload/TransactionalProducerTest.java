package dev.sluice.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.cluster.Cluster;
import dev.sluice.chaos.report.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TransactionalProducerTest {
    private final MockProducer<byte[], byte[]> mock =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Entered entered = new Entered();
    private final Counts counts = new Counts();
    private final TransactionalProducer producer = new TransactionalProducer(
            7, new AtomicInteger(), Cluster.topics(), Uuid.ONE_UUID, () -> mock, entered, counts);

    TransactionalProducerTest() {
        mock.initTransactions();
    }

    @Test
    void shouldRecordCommittedRowsAsStoredAndAbortedRowsAsAborted() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            producer.transaction(mock);
        }

        assertThat(mock.commitCount()).isPositive();
        assertThat(entered.stored).hasSize(mock.history().size()).doesNotHaveDuplicates();
        assertThat(counts.of(TransactionalProducer.ABORTED)).isPositive();
        assertThat(entered.aborted).hasSizeGreaterThan((int) counts.of(TransactionalProducer.ABORTED));
    }

    @Test
    void shouldRecordNothingAsStoredAfterAnUnknownCommit() throws InterruptedException {
        mock.commitTransactionException = new KafkaException("no answer");
        for (int i = 0; i < 5 && counts.of(TransactionalProducer.UNKNOWN) == 0; i++) {
            try {
                producer.transaction(mock);
            } catch (KafkaException expected) {
                assertThat(expected).hasMessage("no answer");
            }
        }

        assertThat(counts.of(TransactionalProducer.UNKNOWN)).isPositive();
        assertThat(entered.stored).isEmpty();
    }

    private static final class Entered implements Accepted {
        private final List<String> stored = new ArrayList<>();
        private final List<String> aborted = new ArrayList<>();

        @Override
        public void accepted(String fileId, ChaosFile file) {
            throw new AssertionError("no gateway was asked");
        }

        @Override
        public void stored(String fileId, ChaosFile file) {
            stored.add(fileId);
        }

        @Override
        public void streamed(ChaosFile file) {
            throw new AssertionError("no stream was written");
        }

        @Override
        public boolean isDeleted(String fileId) {
            throw new AssertionError("nothing was deleted");
        }

        @Override
        public void aborted(String fileId) {
            aborted.add(fileId);
        }
    }
}
