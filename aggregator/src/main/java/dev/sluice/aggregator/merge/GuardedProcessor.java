package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.merge.MergeOutput.Target;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.progress.MergeWatch;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.tabular.row.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A processor of a topic that has other writers. A record that it can't read, or that fails before any of its changes
 * are written, goes to the dead letters with the reason. So does a record that makes the task fail otherwise, after it
 * has failed when processed alone.
 */
abstract class GuardedProcessor extends ContextualProcessor<byte[], byte[], byte[], MergeOutput> {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedProcessor.class);
    private static final byte[] NOTHING = {};

    private final AggregatorMetrics metrics;
    private final MergeWatch watch;

    GuardedProcessor(AggregatorMetrics metrics, MergeWatch watch) {
        this.metrics = metrics;
        this.watch = watch;
    }

    /**
     * Processes one record, up to the point where its changes can be {@linkplain #write written}.
     *
     * @return the record to forward
     * @throws SerializationException if the record is invalid
     */
    abstract Optional<Record<byte[], MergeOutput>> take(Record<byte[], byte[]> record);

    /**
     * Fails the file of a valid record that can't be processed, likewise.
     *
     * @return the record to forward
     */
    abstract Optional<Record<byte[], MergeOutput>> fail(Record<byte[], byte[]> record, Fault why);

    /** Writes the record's changes. */
    abstract void write();

    /** Discards the record's changes. */
    abstract void discard();

    /** Processes one record, writes its changes, and forwards the output. */
    final void guard(Record<byte[], byte[]> record) {
        RecordMetadata at = metadata();
        if (!watch.run(at, () -> send(guarded(record)))) {
            send(quarantined(record));
        }
        if (watch.isCommitDue()) {
            context().commit();
        }
    }

    private void send(List<Record<byte[], MergeOutput>> outputs) {
        write();
        outputs.forEach(output -> context().forward(output));
    }

    @Override
    public void close() {
        watch.close();
    }

    private List<Record<byte[], MergeOutput>> guarded(Record<byte[], byte[]> record) {
        try {
            return take(record).map(List::of).orElseGet(List::of);
        } catch (SerializationException e) {
            discard();
            return List.of(deadLetter(record, String.valueOf(e.getMessage()), false));
        } catch (RuntimeException | StackOverflowError e) {
            discard();
            if (e instanceof KafkaException) {
                // A failure of the store or its changelog, not of the record.
                throw e;
            }
            return failed(record, e);
        }
    }

    private List<Record<byte[], MergeOutput>> failed(Record<byte[], byte[]> record, Throwable failure) {
        LOG.error("{} can't be processed", where(), failure);
        return setAside(record, "the record can't be processed: " + failure, false);
    }

    private List<Record<byte[], MergeOutput>> quarantined(Record<byte[], byte[]> record) {
        metrics.quarantined(Stage.MERGE);
        return setAside(record, "quarantined, as merging failed whenever it processed " + where(), true);
    }

    /** The record isn't counted, so its file can't be complete: the file fails. */
    private List<Record<byte[], MergeOutput>> setAside(Record<byte[], byte[]> record, String why, boolean quarantined) {
        List<Record<byte[], MergeOutput>> outputs = new ArrayList<>();
        outputs.add(deadLetter(record, why, quarantined));
        try {
            fail(record, new Fault(Quarantine.CODE, where() + " can't be processed; it is in the dead letters"))
                    .ifPresent(outputs::add);
        } catch (KafkaException e) {
            if (!(e instanceof SerializationException)) {
                throw e;
            }
            discard();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Its file can't be failed either", e);
            discard();
        }
        return outputs;
    }

    /**
     * Reports records of a topic that the consumer skipped. Only their offsets are known, so no file can be failed for
     * them.
     */
    final void reportUnreadable(String topic) {
        TopicPartition of = new TopicPartition(topic, context().taskId().partition());
        watch.quarantine().unreadable().drain(of, skipped -> {
            Record<byte[], byte[]> nothing =
                    new Record<>(NOTHING, NOTHING, context().currentSystemTimeMs());
            context().forward(deadLetter(nothing, cause(of, skipped.offset(), skipped.reason(), true)));
            metrics.quarantined(Stage.MERGE);
        });
    }

    private Record<byte[], MergeOutput> deadLetter(Record<byte[], byte[]> record, String reason, boolean quarantined) {
        RecordMetadata from = metadata();
        TopicPartition of = new TopicPartition(from.topic(), from.partition());
        return deadLetter(record, cause(of, from.offset(), reason, quarantined));
    }

    private static DeadLetter.Cause cause(TopicPartition of, long offset, String reason, boolean quarantined) {
        return new DeadLetter.Cause("aggregator", reason, of.topic(), of.partition(), offset, quarantined);
    }

    private Record<byte[], MergeOutput> deadLetter(Record<byte[], byte[]> record, DeadLetter.Cause cause) {
        LOG.warn(
                "Dead letter from {}-{} at offset {}: {}",
                cause.topic(),
                cause.partition(),
                cause.offset(),
                cause.reason());
        metrics.deadLetter(Stage.MERGE);
        DeadLetter letter = DeadLetter.of(record.key(), record.value(), record.headers(), cause);
        byte[] value = letter.value() == null ? NOTHING : letter.value();
        return new Record<>(
                letter.key(), new MergeOutput(Target.DEAD_LETTER, value), record.timestamp(), letter.headers());
    }

    private String where() {
        RecordMetadata at = metadata();
        return "the record of " + at.topic() + "-" + at.partition() + " at offset " + at.offset();
    }

    final RecordMetadata metadata() {
        return context().recordMetadata().orElseThrow();
    }
}
