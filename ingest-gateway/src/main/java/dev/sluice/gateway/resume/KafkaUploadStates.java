package dev.sluice.gateway.resume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.log.TopicReader;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.topic.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states in {@code upload-states}. One thread reads the topic and keeps where each state is; the state itself is
 * read when it is needed.
 */
public final class KafkaUploadStates implements UploadStates, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaUploadStates.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** How long a request waits for the reader, for example while a partition has no leader. */
    private static final Duration READ = Duration.ofSeconds(10);
    /** How often a state is looked for that another gateway replaces meanwhile. */
    private static final int TRIES = 5;

    private static final int MAX_ENDED = 10_000;
    private static final Duration GRACE = Duration.ofHours(1);
    /** A request for a state must not wait for what the consumer fetches in advance. */
    private static final int FETCH_WAIT_MS = 5;

    private final Producer<byte[], byte[]> producer;
    private final Topic<String, byte[]> topic;
    private final String writer;
    private final Clock clock;
    private final StateIndex index = new StateIndex(MAX_ENDED, GRACE.toMillis());
    private final TopicReader reader;
    /** Reads single states; used by one thread at a time. */
    private final Consumer<byte[], byte[]> states;

    private final ReentrantLock statesLock = new ReentrantLock();

    /**
     * Begins to read. The producer remains the caller's.
     *
     * @param consumers creates a consumer with these settings in addition to those of the operator
     * @param writer a name that no other gateway has, and this one has had at no earlier start
     */
    public KafkaUploadStates(
            Producer<byte[], byte[]> producer,
            Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers,
            Topic<String, byte[]> topic,
            String writer,
            Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.writer = writer;
        this.clock = clock;
        this.states = consumers.apply(settings(1, FETCH_WAIT_MS));
        this.reader = new TopicReader(
                "gateway-upload-states", consumers.apply(settings(100, (int) POLL.toMillis())), new Reading());
    }

    @Override
    public Optional<UploadState> find(String fileId) throws RefusedException {
        if (!FileIds.isValid(fileId)) {
            return Optional.empty();
        }
        try {
            TopicPartition partition = partition(fileId);
            for (int i = 0; i < TRIES; i++) {
                awaitAll(partition);
                Optional<StateIndex.Entry> entry = index.find(fileId);
                if (entry.isEmpty()) {
                    return Optional.empty();
                }
                ConsumerRecord<byte[], byte[]> record = fetch(partition, entry.get());
                if (record != null) {
                    return Optional.of(UploadStateCodec.readFrom(fileId, record.value()));
                }
            }
            throw unavailable("its state changes all the time", null);
        } catch (KafkaException | IllegalArgumentException e) {
            throw unavailable("its state can't be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the gateway is stopping", e);
        }
    }

    private void awaitAll(TopicPartition partition) throws RefusedException, InterruptedException {
        lock();
        long end;
        try {
            end = Objects.requireNonNull(
                    states.endOffsets(List.of(partition), READ).get(partition));
        } finally {
            statesLock.unlock();
        }
        if (!index.awaitRead(partition.partition(), end, READ.toNanos())) {
            throw unavailable("the gateway couldn't read its state", null);
        }
    }

    /** The record, or null if it isn't there any more. */
    private @Nullable ConsumerRecord<byte[], byte[]> fetch(TopicPartition partition, StateIndex.Entry entry)
            throws RefusedException, InterruptedException {
        lock();
        try {
            long deadline = System.nanoTime() + READ.toNanos();
            states.assign(List.of(partition));
            states.seek(partition, entry.position());
            while (System.nanoTime() - deadline < 0) {
                for (ConsumerRecord<byte[], byte[]> record : states.poll(POLL)) {
                    return record.offset() == entry.position() ? record : null;
                }
                if (states.position(partition) > entry.position()) {
                    return null;
                }
            }
        } finally {
            statesLock.unlock();
        }
        throw unavailable("the brokers didn't return its state", null);
    }

    private void lock() throws RefusedException, InterruptedException {
        if (!statesLock.tryLock(READ.toNanos(), TimeUnit.NANOSECONDS)) {
            throw unavailable("the brokers are slow to answer", null);
        }
    }

    @Override
    public void write(UploadState state) throws RefusedException {
        String key = StateIndex.key(state.fileId(), writer);
        try {
            var unused =
                    producer.send(record(key, UploadStateCodec.toBytes(state))).get();
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            throw unavailable("the brokers didn't acknowledge its state", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the gateway is stopping", e);
        }
        // Now that this one counts.
        index.others(key).forEach(this::remove);
    }

    private void remove(String key) {
        try {
            var unused = producer.send(record(key, null), (metadata, failure) -> {
                if (failure != null) {
                    LOG.warn("An old state of an upload wasn't removed, and doesn't count: {}", failure.toString());
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            LOG.warn("An old state of an upload wasn't removed, and doesn't count: {}", e.toString());
        }
    }

    @Override
    public int open() {
        return index.open(null, clock.millis());
    }

    @Override
    public int open(String client) {
        return index.open(client, clock.millis());
    }

    /** Whether states are read. */
    public boolean isReading() {
        return reader.isReading();
    }

    @Override
    public void close() {
        reader.close();
        states.wakeup();
        statesLock.lock();
        try {
            states.close();
        } finally {
            statesLock.unlock();
        }
    }

    private ProducerRecord<byte[], byte[]> record(String key, byte @Nullable [] value) {
        int partition = FileIds.partition(key.substring(0, key.indexOf('/')), topic.partitions());
        return new ProducerRecord<>(topic.name(), partition, key.getBytes(UTF_8), value);
    }

    private TopicPartition partition(String fileId) {
        return new TopicPartition(topic.name(), FileIds.partition(fileId, topic.partitions()));
    }

    private static RefusedException unavailable(String why, @Nullable Exception cause) {
        String detail = "the upload can't be continued now: " + why;
        return cause == null
                ? new RefusedException(Problem.LOG_UNAVAILABLE, detail)
                : new RefusedException(Problem.LOG_UNAVAILABLE, detail, cause);
    }

    private static Map<String, Object> settings(int records, int fetchWaitMs) {
        return Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                // A request waits for the next record.
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                fetchWaitMs,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                records,
                // States may be large.
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                1024 * 1024,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                1024 * 1024);
    }

    /** Reads all partitions into the index, from their beginning on. */
    private final class Reading implements TopicReader.Work {
        /** The first offsets that aren't in the index. */
        private final Map<TopicPartition, Long> next = new HashMap<>();

        @Override
        public void begin(Consumer<byte[], byte[]> consumer) {
            consumer.assign(topic.topicPartitions());
            consumer.seekToBeginning(topic.topicPartitions());
            next.forEach(consumer::seek);
        }

        @Override
        public void step(Consumer<byte[], byte[]> consumer) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read(record);
            }
            for (TopicPartition partition : topic.topicPartitions()) {
                long position = consumer.position(partition);
                next.put(partition, position);
                index.readUpTo(partition.partition(), position);
            }
        }

        /** Only gateways write this topic, so a record that can't be read may be of a later version. */
        private void read(ConsumerRecord<byte[], byte[]> record) {
            try {
                if (record.key() != null) {
                    index.read(new String(record.key(), UTF_8), record.value(), record.partition(), record.offset());
                }
            } catch (IllegalArgumentException e) {
                LOG.warn("Skipping offset {} of {}: {}", record.offset(), record.topic(), e.toString());
            }
        }
    }
}
