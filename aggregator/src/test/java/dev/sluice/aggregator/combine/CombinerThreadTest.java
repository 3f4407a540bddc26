package dev.sluice.aggregator.combine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.progress.CombineProgress;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.row.ValidRowReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class CombinerThreadTest {
    private static final AggregatorProperties PROPERTIES = TestStores.properties(Map.of());

    private final List<Throwable> fatal = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void shouldCreateNewClientsAfterBeingFenced() throws InterruptedException {
        CountDownLatch works = new CountDownLatch(1);
        MockProducer<byte[], byte[]> fenced = producer();
        fenced.initTransactionException =
                new KafkaException("in a callback", new ProducerFencedException("by another"));
        CombinerThread thread = new CombinerThread(
                "test",
                () -> made.incrementAndGet() == 1
                        ? combiner(fenced, consumer())
                        : combiner(producer(), counting(works)),
                fatal::add);

        thread.start();
        works.await();
        assertThat(thread.isWorking()).isTrue();
        thread.stop();
        thread.join();

        assertThat(made).hasValue(2);
        assertThat(fenced.closed()).isTrue();
        assertThat(fatal).isEmpty();
        assertThat(thread.isWorking()).isFalse();
    }

    @Test
    void shouldStopAfterAnAuthorizationFailure() throws InterruptedException {
        MockProducer<byte[], byte[]> refused = producer();
        refused.initTransactionException = new TopicAuthorizationException("no entry");
        CombinerThread thread = new CombinerThread("test", () -> combiner(refused, consumer()), fatal::add);

        thread.start();
        thread.join();

        assertThat(fatal).singleElement().isInstanceOf(TopicAuthorizationException.class);
        assertThat(refused.closed()).isTrue();
    }

    @Test
    void shouldStopAfterAnUnexpectedException() throws InterruptedException {
        MockProducer<byte[], byte[]> fenced = producer();
        fenced.initTransactionException = new ProducerFencedException("by another");
        CombinerThread thread = new CombinerThread(
                "test",
                () -> {
                    if (made.incrementAndGet() > 1) {
                        throw new IllegalStateException("a bug");
                    }
                    return combiner(fenced, consumer());
                },
                fatal::add);

        thread.start();
        thread.join();

        assertThat(fatal).singleElement().isInstanceOf(IllegalStateException.class);
    }

    /** Retrying forever would never help. */
    @Test
    void shouldNotStartWithInvalidClientSettings() throws InterruptedException {
        CombinerThread thread = new CombinerThread(
                "test",
                () -> {
                    throw new ConfigException("fetch.max.bytes", "plenty", "Not a number");
                },
                fatal::add);

        assertThatThrownBy(thread::start).isInstanceOf(ConfigException.class).hasMessageContaining("plenty");

        thread.join();
        assertThat(fatal).isEmpty();
    }

    private static Combiner combiner(MockProducer<byte[], byte[]> producer, MockConsumer<byte[], byte[]> consumer) {
        return new Combiner(
                consumer,
                producer,
                new ValidRowReader(PROPERTIES.datasets()),
                TestStores.nothingCombined(PROPERTIES),
                PROPERTIES,
                CountingMetrics.unread(),
                TestStores.quarantine(),
                new CombineProgress(System::nanoTime),
                System::nanoTime);
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        return new MockConsumer<>("earliest");
    }

    /** Signals the second poll: the first round is then complete. */
    private static MockConsumer<byte[], byte[]> counting(CountDownLatch works) {
        MockConsumer<byte[], byte[]> consumer = consumer();
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(works::countDown);
        return consumer;
    }
}
