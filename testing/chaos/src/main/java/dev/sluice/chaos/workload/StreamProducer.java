package dev.sluice.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.chaos.report.Counts;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.StreamEvent;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import dev.sluice.schemas.topic.Topics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A direct producer of open streams, each of which it closes. It writes to deleted streams again, under the same id:
 * while the id is reserved by the file's tombstone, these rows must not be visible.
 */
public final class StreamProducer implements Task {
    static final String SENT = "streams closed";
    static final String AGAIN = "ids of deleted streams used again";

    private static final int MAX_BYTES = 200_000;
    private static final int TIMES_AGAIN = 5;
    private static final long PAUSE_MS = 2_000;

    private final long seed;
    private final AtomicInteger numbers;
    private final Topics topics;
    private final Producer<byte[], byte[]> producer;
    private final Accepted accepted;
    private final Counts counts;
    private final Deque<ChaosFile> streams = new ArrayDeque<>();

    public StreamProducer(
            long seed,
            AtomicInteger numbers,
            Topics topics,
            Producer<byte[], byte[]> producer,
            Accepted accepted,
            Counts counts) {
        this.seed = seed;
        this.numbers = numbers;
        this.topics = topics;
        this.producer = producer;
        this.accepted = accepted;
        this.counts = counts;
    }

    @Override
    public void round() throws InterruptedException {
        ChaosFile file = ChaosFile.of(seed, numbers.getAndIncrement());
        if (file.csv().length <= MAX_BYTES && send(file)) {
            // A stream's id is its name. Unacknowledged rows may be duplicated: such a stream isn't checked.
            counts.add(SENT);
            streams.add(file);
            accepted.streamed(file);
        }
        for (int i = Math.min(streams.size(), TIMES_AGAIN); i > 0; i--) {
            ChaosFile stream = streams.remove();
            if (accepted.isDeleted(stream.streamId()) && send(stream)) {
                counts.add(AGAIN);
            }
            streams.add(stream);
        }
        Thread.sleep(PAUSE_MS);
    }

    @Override
    public void end() {
        producer.close();
    }

    /** Whether the rows and the closing event are acknowledged. */
    private boolean send(ChaosFile file) throws InterruptedException {
        byte[] key = file.streamId().getBytes(UTF_8);
        StreamEvent closed = new StreamClosed(file.streamId(), file.rows().count());
        try {
            producer.send(new ProducerRecord<>(topics.rawChunks().name(), key, file.csv()))
                    .get();
            producer.send(new ProducerRecord<>(
                            topics.streamEvents().name(),
                            FileIds.partition(file.streamId(), topics.partitions()),
                            key,
                            Json.MAPPER.writerFor(StreamEvent.class).writeValueAsBytes(closed)))
                    .get();
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }
}
