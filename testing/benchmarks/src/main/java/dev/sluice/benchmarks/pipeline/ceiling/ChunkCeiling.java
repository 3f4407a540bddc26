package dev.sluice.benchmarks.pipeline.ceiling;

import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.generator.ReadingsBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How fast a plain producer writes the text of a file to the log, in records as large as the gateway's chunks. */
public final class ChunkCeiling {
    private static final int CHUNK = 512 << 10;
    private static final int CHUNKS = 16;

    private final ScratchTopics topics;
    private final List<byte[]> chunks;

    /** @param like the file whose text is sent, repeated after some MiB */
    public ChunkCeiling(ScratchTopics topics, FileRecipe like) {
        this.topics = topics;
        chunks = chunks(new ReadingsBody(like));
    }

    /** Bytes per second, from the first record sent to the last one acknowledged. */
    public double rate(long bytes) throws InterruptedException {
        String topic = topics.create("chunks");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config())) {
            int partitions = producer.partitionsFor(topic).size();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            long begun = System.nanoTime();
            long done = 0;
            for (int n = 0; done < bytes; n++) {
                byte[] chunk = chunks.get(n % chunks.size());
                sent.add(producer.send(new ProducerRecord<>(topic, n % partitions, null, chunk)));
                done += chunk.length;
            }
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
            return done / ((System.nanoTime() - begun) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused a record", e);
        } finally {
            topics.delete(topic);
        }
    }

    private Map<String, Object> config() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                topics.bootstrapServers(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                4 << 20,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20);
    }

    private static List<byte[]> chunks(ReadingsBody body) {
        List<byte[]> chunks = new ArrayList<>();
        try {
            byte[] chunk = body.readNBytes(CHUNK);
            while (chunk.length > 0 && chunks.size() < CHUNKS) {
                chunks.add(chunk);
                chunk = body.readNBytes(CHUNK);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return chunks;
    }
}
