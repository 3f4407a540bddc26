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
 * A processor of a topic that others write to, too. What it can't read, and whatever one record makes go wrong before anything
 * of it is written, goes to the dead letters, with why. So does a record that makes the task fail otherwise, once it has done
 * so alone.
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
     * Takes in one record, up to the point where it could be {@linkplain #write written}.
     *
     * @return what is to be sent on
     * @throws SerializationException if the record makes no sense
     */
    abstract Optional<Record<byte[], MergeOutput>> take(Record<byte[], byte[]> record);

    /**
     * Fails the file of a record that makes sense but can't be taken in, likewise.
     *
     * @return what is to be sent on
     */
    abstract Optional<Record<byte[], MergeOutput>> fail(Record<byte[], byte[]> record, Fault why);

    /** Writes what was made of the record. */
    abstract void write();

    /** Forgets what was made of the record. */
    abstract void discard();

    /** Takes in one record, writes what came of it, and sends it on. */
    final void guard(Record<byte[], byte[]> record) {
        RecordMetadata at = metadata();
        boolean alone = watch.isAlone(at);
        if (!watch.run(at, () -> send(guarded(record)))) {
            send(quarantined(record));
        }
        if (alone) {
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
                // Of the store or of its changelog, not of the record.
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
        return setAside(record, "set aside, as merging failed whenever it processed " + where(), true);
    }

    /** The record counts nowhere, so its file is never complete: it ends here. */
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
            LOG.error("Nor can its file be failed", e);
            discard();
        }
        return outputs;
    }

    /** What the consumer has skipped of a topic. Nothing is known of it but where it was, so no file can fail of it. */
    final void buryUnreadable(String topic) {
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
