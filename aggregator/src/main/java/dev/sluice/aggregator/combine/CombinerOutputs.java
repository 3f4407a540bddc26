package dev.sluice.aggregator.combine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a combiner's output within its transaction: deltas, rows that are set aside, positions and dead letters. */
final class CombinerOutputs {
    private static final Logger LOG = LoggerFactory.getLogger(CombinerOutputs.class);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final AggregatorMetrics metrics;

    CombinerOutputs(Producer<byte[], byte[]> producer, Topics topics, AggregatorMetrics metrics) {
        this.producer = producer;
        this.topics = topics;
        this.metrics = metrics;
    }

    void deltas(String fileId, byte[] batch) {
        toMerge(fileId, batch);
    }

    /** Tells merge that a row of the file is in the dead letters. */
    void setAside(String fileId, ConsumerRecord<byte[], byte[]> row) {
        toMerge(fileId, new CombinerMessage.SetAside(row.partition(), row.offset()).toBytes());
    }

    void position(int partition, ConsumedOffset position) {
        byte[] key = Integer.toString(partition).getBytes(UTF_8);
        send(new ProducerRecord<>(
                topics.combined().name(), partition, key, CombinedPosition.toBytes(partition, position)));
    }

    void deadLetter(ConsumerRecord<byte[], byte[]> record, String reason, boolean quarantined) {
        DeadLetter.Cause cause = new DeadLetter.Cause(
                "aggregator", reason, record.topic(), record.partition(), record.offset(), quarantined);
        LOG.warn(
                "Dead letter from {}-{} at offset {}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                cause.reason());
        metrics.deadLetter(Stage.COMBINE);
        DeadLetter letter = DeadLetter.of(record.key(), record.value(), record.headers(), cause);
        send(new ProducerRecord<>(topics.deadLetters().name(), null, letter.key(), letter.value(), letter.headers()));
    }

    private void toMerge(String fileId, byte[] message) {
        send(new ProducerRecord<>(
                topics.deltas().name(),
                FileIds.partition(fileId, topics.partitions()),
                fileId.getBytes(UTF_8),
                message));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        // The commit fails if this send does.
        var unused = producer.send(record);
    }
}
