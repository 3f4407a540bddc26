package dev.sluice.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A producer that keeps its records, fails on request, and acknowledges a record only when the caller waits
 * for it, so that what is in flight can be counted. A record's offset is how many were sent before it.
 */
public final class ScriptedLog extends MockProducer<byte[], byte[]> {
    private final Topics topics;
    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private Consumer<ProducerRecord<byte[], byte[]>> onSend = record -> {};
    private LongSupplier brokerMs = () -> 0;
    private boolean keepChunks = true;
    private long nextOffset;
    private int chunksInFlight;
    private int mostChunksInFlight;

    private record Failure(Predicate<ProducerRecord<byte[], byte[]>> which, RuntimeException with) {}

    public ScriptedLog(Topics topics) {
        super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        this.topics = topics;
    }

    /** The next matching record fails, once. */
    public synchronized void failNext(Predicate<ProducerRecord<byte[], byte[]>> which, RuntimeException with) {
        failures.addLast(new Failure(which, with));
    }

    /** Runs at each send, in the sender's thread. */
    public synchronized void onSend(Consumer<ProducerRecord<byte[], byte[]>> action) {
        onSend = action;
    }

    /** The broker's timestamp of a record, read after the actions at its send. */
    public synchronized void stampedBy(LongSupplier clock) {
        brokerMs = clock;
    }

    /** The next record is acknowledged without its offset. */
    public synchronized void loseNextOffset() {
        nextOffset = -1;
    }

    /** From now on chunks are only counted. */
    public synchronized void dropChunks() {
        keepChunks = false;
    }

    public synchronized void forget() {
        sent.clear();
        failures.clear();
        onSend = record -> {};
        keepChunks = true;
        chunksInFlight = 0;
        mostChunksInFlight = 0;
    }

    @Override
    public synchronized Future<RecordMetadata> send(
            ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        onSend.accept(record);
        boolean chunk = isChunk(record);
        if (!chunk || keepChunks) {
            sent.add(record);
        }
        if (chunk) {
            mostChunksInFlight = Math.max(mostChunksInFlight, ++chunksInFlight);
        }
        notifyAll();
        RuntimeException failure = takeFailure(record);
        RecordMetadata metadata = new RecordMetadata(partition(record), nextOffset++, 0, brokerMs.getAsLong(), 0, 0);
        if (callback != null) {
            callback.onCompletion(metadata, failure);
        }
        return new Awaited(
                chunk,
                failure == null
                        ? CompletableFuture.completedFuture(metadata)
                        : CompletableFuture.failedFuture(failure));
    }

    public boolean isChunk(ProducerRecord<byte[], byte[]> record) {
        return record.topic().equals(topics.rawChunks().name());
    }

    public boolean isEvent(ProducerRecord<byte[], byte[]> record, Class<? extends FileEvent> type) {
        return !isChunk(record) && type.isInstance(event(record));
    }

    public synchronized List<ProducerRecord<byte[], byte[]>> chunks() {
        return sent.stream().filter(this::isChunk).toList();
    }

    /** All chunks, concatenated. */
    public String text() {
        StringBuilder text = new StringBuilder();
        chunks().forEach(chunk -> text.append(new String(chunk.value(), UTF_8)));
        return text.toString();
    }

    public synchronized List<FileEvent> events() {
        return sent.stream().filter(record -> !isChunk(record)).map(this::event).toList();
    }

    /** What is sent, in order: the class of an event, the number of a chunk, or a record that is a whole file. */
    public synchronized List<String> story() {
        return sent.stream().map(this::inWords).toList();
    }

    private String inWords(ProducerRecord<byte[], byte[]> record) {
        if (!isChunk(record)) {
            return event(record).getClass().getSimpleName();
        }
        return ChunkHeaders.present(record.headers())
                ? "chunk " + ChunkHeaders.from(record.headers()).chunk()
                : "record";
    }

    public synchronized int mostChunksInFlight() {
        return mostChunksInFlight;
    }

    /** Waits for a number of events of a type. */
    public synchronized <T extends FileEvent> List<T> await(Class<T> type, int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            List<T> found =
                    events().stream().filter(type::isInstance).map(type::cast).toList();
            if (found.size() >= count) {
                return found;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("expected " + count + " of " + type.getSimpleName() + ", found " + story());
            }
            wait(left);
        }
    }

    /** Chooses the last partition if none is given. */
    private TopicPartition partition(ProducerRecord<byte[], byte[]> record) {
        Integer given = record.partition();
        return new TopicPartition(record.topic(), given == null ? topics.rawPartitions() - 1 : given);
    }

    private FileEvent event(ProducerRecord<byte[], byte[]> record) {
        return topics.fileEvents().valueSerde().deserializer().deserialize(record.topic(), record.value());
    }

    private @Nullable RuntimeException takeFailure(ProducerRecord<byte[], byte[]> record) {
        Failure next = failures.peekFirst();
        if (next == null || !next.which().test(record)) {
            return null;
        }
        failures.removeFirst();
        return next.with();
    }

    private synchronized void awaited(boolean chunk) {
        if (chunk) {
            chunksInFlight--;
        }
    }

    /** Completes when the caller waits for it. */
    private final class Awaited extends CompletableFuture<RecordMetadata> {
        private final boolean chunk;
        private final CompletableFuture<RecordMetadata> outcome;

        Awaited(boolean chunk, CompletableFuture<RecordMetadata> outcome) {
            this.chunk = chunk;
            this.outcome = outcome;
        }

        @Override
        public RecordMetadata get() throws InterruptedException, ExecutionException {
            awaited(chunk);
            return outcome.get();
        }

        @Override
        public RecordMetadata get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException {
            return get();
        }
    }
}
