package dev.sluice.chaos.workload;

import dev.sluice.chaos.report.Counts;
import dev.sluice.schemas.message.ChunkHeaders;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends some chunks twice, like a gateway that doesn't know whether the first attempt succeeded. */
public final class DuplicateSender implements Task {
    static final String REPEATED = "chunks sent twice";

    private static final int ONE_OF = 12;

    private final Random random;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Traffic traffic;
    private final Counts counts;

    public DuplicateSender(
            long seed,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer,
            Traffic traffic,
            Counts counts) {
        this.random = new Random(seed);
        this.consumer = consumer;
        this.producer = producer;
        this.traffic = traffic;
        this.counts = counts;
    }

    @Override
    public void round() throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            traffic.sawChunk(record.value().length);
            if (ChunkHeaders.present(record.headers()) && random.nextInt(ONE_OF) == 0) {
                repeat(record);
            }
        }
    }

    @Override
    public void end() {
        consumer.close();
        producer.close();
    }

    private void repeat(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(
                            record.topic(), record.partition(), record.key(), record.value(), record.headers()))
                    .get();
            counts.add(REPEATED);
        } catch (ExecutionException e) {
            // No broker accepts it now. Other chunks will be repeated.
            counts.add("chunks that could not be sent twice");
        }
    }
}
