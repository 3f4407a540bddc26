package dev.sluice.benchmarks.pipeline.ceiling;

import dev.sluice.runtime.streams.StreamsSettings;
import dev.sluice.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * How fast Kafka Streams itself is: an exactly-once topology with the settings of the services that only counts
 * records.
 */
public final class NoOpStreams {
    private static final int THREADS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final String bootstrapServers;
    private final Topics like;
    private final Path stateDir;
    private int runs;

    public NoOpStreams(String bootstrapServers, Topics like, Path stateDir) {
        this.bootstrapServers = bootstrapServers;
        this.like = like;
        this.stateDir = stateDir;
    }

    /** Records per second, from the first one that is counted to the last. */
    public double rate(String topic, long records) throws InterruptedException {
        Counter counter = new Counter(records);
        Topology topology = new Topology();
        topology.addSource("rows", new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
        topology.addProcessor("count", () -> new CountingProcessor(counter), "rows");
        try (KafkaStreams streams = new KafkaStreams(topology, config())) {
            streams.start();
            double seconds = counter.await();
            streams.close(Duration.ofSeconds(30));
            return records / seconds;
        }
    }

    private Properties config() {
        Map<String, Object> config =
                StreamsSettings.owned(like, like.prefix() + "bench-no-op-" + runs++, THREADS, stateDir);
        Properties properties = new Properties();
        properties.putAll(config);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
        return properties;
    }

    private record CountingProcessor(Counter counter) implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> row) {
            counter.add();
        }
    }

    /** Shared by all tasks, which have no other state. */
    private static final class Counter {
        private final long records;
        private final AtomicLong count = new AtomicLong();
        private final CountDownLatch all = new CountDownLatch(1);
        private volatile long begun;
        private volatile long ended;

        Counter(long records) {
            this.records = records;
        }

        void add() {
            long number = count.incrementAndGet();
            if (number == 1) {
                begun = System.nanoTime();
            }
            if (number == records) {
                ended = System.nanoTime();
                all.countDown();
            }
        }

        double await() throws InterruptedException {
            if (!all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("expected " + records + " records, Streams counted " + count);
            }
            return (ended - begun) / 1e9;
        }
    }
}
