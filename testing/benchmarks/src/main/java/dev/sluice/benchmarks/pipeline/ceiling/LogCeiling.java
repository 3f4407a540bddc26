package dev.sluice.benchmarks.pipeline.ceiling;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How fast the log itself is: a plain producer writes rows in transactions, then a plain consumer reads them. Nothing
 * that sends each row once through a durable log can be faster on the same machine.
 */
public final class LogCeiling {
    private static final int TRANSACTION = 50_000;

    private final ScratchTopics topics;
    private final RowSample sample;
    private final NoOpStreams streams;

    public LogCeiling(ScratchTopics topics, RowSample sample, NoOpStreams streams) {
        this.topics = topics;
        this.sample = sample;
        this.streams = streams;
    }

    /** Writes this number of records, reads them, and lets Kafka Streams count them. */
    public Times measure(long records) throws InterruptedException {
        String topic = topics.create("ceiling");
        try {
            double produce = produce(topic, records);
            double consume = PlainConsumer.read(topics.bootstrapServers(), topic, records, record -> {});
            return new Times(records, produce, consume, streams.rate(topic, records));
        } finally {
            topics.delete(topic);
        }
    }

    private double produce(String topic, long records) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config(topic))) {
            producer.initTransactions();
            long begun = System.nanoTime();
            long sent = 0;
            while (sent < records) {
                producer.beginTransaction();
                long end = Math.min(records, sent + TRANSACTION);
                for (; sent < end; sent++) {
                    RowSample.Row row = sample.get(sent);
                    // The commit fails if any send did.
                    var unused = producer.send(new ProducerRecord<>(topic, row.key(), row.value()));
                }
                producer.commitTransaction();
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private Map<String, Object> config(String topic) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                topics.bootstrapServers(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                topic,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                10,
                ProducerConfig.BATCH_SIZE_CONFIG,
                256 << 10,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20);
    }

    /**
     * The result of one run.
     *
     * @param produce seconds from the first record sent to the last transaction committed
     * @param consume seconds from the first request to the last record
     * @param streamsRate records per second that Kafka Streams counted
     */
    public record Times(long records, double produce, double consume, double streamsRate) {
        /** Records per second, for writing and reading. */
        public double rate() {
            return records / (produce + consume);
        }

        public double produceRate() {
            return records / produce;
        }

        public double consumeRate() {
            return records / consume;
        }
    }
}
