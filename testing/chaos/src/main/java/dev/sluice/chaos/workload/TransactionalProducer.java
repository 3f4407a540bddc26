package dev.sluice.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.chaos.report.Counts;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.StreamEvent;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A direct producer with transactions of several small files each, a third of which it aborts. No row and no file of an
 * aborted transaction may ever be visible. Transactions also leave markers at the ends of partitions.
 */
public final class TransactionalProducer implements Task {
    public static final String COMMITTED = "files sent in transactions";
    public static final String ABORTED = "files sent in transactions that were aborted";
    static final String UNKNOWN = "files sent in transactions of unknown outcome";

    private static final int MAX_BYTES = 400_000;
    private static final int MAX_FILES = 4;
    private static final long PAUSE_MS = 2_500;

    private final long seed;
    private final Random random;
    private final AtomicInteger numbers;
    private final Topics topics;
    private final Uuid topicId;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Accepted accepted;
    private final Counts counts;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * @param topicId of {@code raw-chunks}
     * @param producers create one with initialised transactions; each fences the previous one
     */
    public TransactionalProducer(
            long seed,
            AtomicInteger numbers,
            Topics topics,
            Uuid topicId,
            Supplier<Producer<byte[], byte[]>> producers,
            Accepted accepted,
            Counts counts) {
        this.seed = seed;
        this.random = new Random(seed);
        this.numbers = numbers;
        this.topics = topics;
        this.topicId = topicId;
        this.producers = producers;
        this.accepted = accepted;
        this.counts = counts;
    }

    private record Sent(ChaosFile file, String fileId) {}

    public static Producer<byte[], byte[]> producer(String bootstrapServers) {
        Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "chaos-direct-producer",
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        20_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        15_000,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        30_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close(producer);
            throw e;
        }
        return producer;
    }

    @Override
    public void round() throws InterruptedException {
        try {
            Producer<byte[], byte[]> current = producer;
            if (current == null) {
                current = producers.get();
                producer = current;
            }
            transaction(current);
        } catch (KafkaException e) {
            // No broker accepts it now, or the coordinator has aborted the transaction. A new producer starts in a
            // known state.
            counts.add("transactions of the rig that failed");
            end();
        }
        Thread.sleep(PAUSE_MS);
    }

    @Override
    public void end() {
        if (producer != null) {
            close(producer);
            producer = null;
        }
    }

    /** One transaction with records, committed or aborted. */
    void transaction(Producer<byte[], byte[]> current) throws InterruptedException {
        boolean aborts = random.nextInt(3) == 0;
        current.beginTransaction();
        List<ChaosFile> files = new ArrayList<>();
        List<Future<RecordMetadata>> records = new ArrayList<>();
        for (int i = random.nextInt(MAX_FILES); i >= 0; i--) {
            ChaosFile file = ChaosFile.of(seed, numbers.getAndIncrement());
            if (file.csv().length <= MAX_BYTES) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(topics.rawChunks().name(), file.csv());
                record.headers().add(ChunkHeaders.FILENAME, file.name().getBytes(UTF_8));
                files.add(file);
                records.add(current.send(record));
            }
        }
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            sent.add(new Sent(files.get(i), stored(records.get(i))));
        }
        if (aborts) {
            String stream = "aborted-stream-" + seed + "-" + numbers.getAndIncrement();
            closed(current, stream);
            current.abortTransaction();
            accepted.aborted(stream);
            sent.forEach(each -> accepted.aborted(each.fileId()));
            counts.add(ABORTED, sent.size());
        } else {
            commit(current, sent);
        }
    }

    /** Its transaction ends the partition with a marker, which a consumer never returns. */
    private void closed(Producer<byte[], byte[]> current, String stream) throws InterruptedException {
        var unused = stored(current.send(new ProducerRecord<>(
                topics.streamEvents().name(),
                FileIds.partition(stream, topics.partitions()),
                stream.getBytes(UTF_8),
                Json.MAPPER.writerFor(StreamEvent.class).writeValueAsBytes(new StreamClosed(stream, 1)))));
    }

    private void commit(Producer<byte[], byte[]> current, List<Sent> sent) {
        try {
            current.commitTransaction();
        } catch (KafkaException e) {
            // It may be committed: the list of files will show it.
            counts.add(UNKNOWN, sent.size());
            throw e;
        }
        sent.forEach(each -> accepted.stored(each.fileId(), each.file()));
        counts.add(COMMITTED, sent.size());
    }

    private String stored(Future<RecordMetadata> record) throws InterruptedException {
        try {
            RecordMetadata stored = record.get();
            return FileIds.ofRecord(stored.topic(), topicId, stored.partition(), stored.offset());
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        }
    }

    private static void close(Producer<byte[], byte[]> producer) {
        producer.close(Duration.ofSeconds(2));
    }
}
