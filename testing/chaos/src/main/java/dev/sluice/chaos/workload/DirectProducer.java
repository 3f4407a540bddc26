package dev.sluice.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.chaos.report.Counts;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileIds;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A direct producer: each of its records is a complete small file. */
public final class DirectProducer implements Task {
    static final String SENT = "files sent as records";

    private static final int MAX_BYTES = 400_000;
    private static final long PAUSE_MS = 2_000;

    private final long seed;
    private final AtomicInteger numbers;
    private final String topic;
    private final Uuid topicId;
    private final Producer<byte[], byte[]> producer;
    private final Accepted accepted;
    private final Counts counts;

    public DirectProducer(
            long seed,
            AtomicInteger numbers,
            String topic,
            Uuid topicId,
            Producer<byte[], byte[]> producer,
            Accepted accepted,
            Counts counts) {
        this.seed = seed;
        this.numbers = numbers;
        this.topic = topic;
        this.topicId = topicId;
        this.producer = producer;
        this.accepted = accepted;
        this.counts = counts;
    }

    /** Sends to {@code raw-chunks}; an acknowledged record is written exactly once. */
    public static Producer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        30_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        10_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void round() throws InterruptedException {
        ChaosFile file = ChaosFile.of(seed, numbers.getAndIncrement());
        if (file.csv().length <= MAX_BYTES) {
            send(file);
        }
        Thread.sleep(PAUSE_MS);
    }

    @Override
    public void end() {
        producer.close();
    }

    private void send(ChaosFile file) throws InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, file.csv());
        record.headers().add(ChunkHeaders.FILENAME, file.name().getBytes(UTF_8));
        try {
            RecordMetadata stored = producer.send(record).get();
            counts.add(SENT);
            accepted.stored(FileIds.ofRecord(stored.topic(), topicId, stored.partition(), stored.offset()), file);
        } catch (ExecutionException e) {
            // It may be stored: the list of files will show it.
            counts.add(Load.REFUSED);
        }
    }
}
