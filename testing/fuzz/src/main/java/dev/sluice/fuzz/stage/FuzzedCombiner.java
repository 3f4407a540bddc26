package dev.sluice.fuzz.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.combine.Combiner;
import dev.sluice.aggregator.combine.CombinerOffsets;
import dev.sluice.aggregator.delta.CombinerMessage;
import dev.sluice.aggregator.delta.Delta;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.progress.CombineProgress;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.fuzz.input.Examples;
import dev.sluice.fuzz.input.Poison;
import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A combiner with Kafka's mock clients, fed with records of {@code valid-rows}. */
public final class FuzzedCombiner implements FuzzedStage {
    private static final Examples ROWS = Examples.of("valid-row");

    private final Topics topics;
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(Cluster.empty(), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Combiner combiner;
    private final TopicPartition partition;
    private long offset;
    private long nanos;

    public FuzzedCombiner() {
        AggregatorProperties properties = AggregatorProperties.read(new Settings(Map.of()));
        topics = properties.topics();
        partition = new TopicPartition(topics.validRows().name(), 0);
        AggregatorMetrics metrics = new AggregatorMetrics(new SimpleMeterRegistry());
        combiner = new Combiner(
                consumer,
                producer,
                new ValidRowReader(properties.datasets()),
                new CombinerOffsets(
                        topics.combined(),
                        each -> 0,
                        () -> {
                            throw new IllegalStateException("there is nothing to read");
                        },
                        () -> nanos,
                        metrics),
                properties,
                metrics,
                new Quarantine("combining", AttemptNotes.inMemory(), Duration.ofHours(1)),
                new CombineProgress(() -> nanos),
                () -> nanos);
        combiner.start();
        consumer.rebalance(List.of(partition));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
    }

    @Override
    public Work take(Poison poison) {
        String fileId = poison.fileId();
        byte[] key = poison.key("boiler");
        byte[] value = poison.json(ROWS, fileId);
        if (poison.oneOf(200)) {
            value = poison.oneOf(2) ? null : poison.bytes();
        }
        Work work = new Work();
        work.read(key);
        work.read(value);
        combine(key, value);
        long taken = 0;
        for (ProducerRecord<byte[], byte[]> record : producer.history()) {
            work.wrote(record.topic(), record.key(), record.value(), record.headers());
            taken += rows(record);
        }
        producer.clear();
        if (taken != 1) {
            throw new Finding("expected a delta of one row or one dead letter, found " + taken);
        }
        return work;
    }

    @Override
    public void takeGood(long number) {
        combine(
                "boiler".getBytes(UTF_8),
                ("{\"file_id\":\"good-" + number + "\",\"chunk\":0,\"line\":2,\"dataset\":\"sensor-readings\","
                                + "\"timestamp\":\"2026-11-01T00:00:00Z\",\"sensor_id\":\"boiler\",\"value\":20.5}")
                        .getBytes(UTF_8));
        List<Delta> deltas = producer.history().stream()
                .filter(record -> record.topic().equals(topics.deltas().name()))
                .flatMap(record -> deltas(record).stream())
                .toList();
        producer.clear();
        if (deltas.size() != 1
                || !deltas.get(0).series().equals("boiler")
                || deltas.get(0).value().statistics().max() != 20.5) {
            throw new Finding("expected one delta of 20.5 for a good row, found " + deltas);
        }
    }

    /** One transaction with one record. */
    private void combine(byte @Nullable [] key, byte @Nullable [] value) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                offset,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty()));
        offset++;
        long commits = producer.commitCount();
        for (int rounds = 0; producer.commitCount() == commits; rounds++) {
            if (rounds == 10) {
                throw new Finding("expected a transaction to be committed within 10 rounds, found none");
            }
            nanos += 1_000_000_000;
            combiner.round();
        }
    }

    /**
     * The number of input rows that an output record represents. A record about a quarantined row represents none: the
     * row is in the dead letters.
     */
    private long rows(ProducerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.deadLetters().name())) {
            return 1;
        }
        return record.topic().equals(topics.deltas().name())
                ? deltas(record).stream()
                        .mapToLong(delta -> delta.tally().rows())
                        .sum()
                : 0;
    }

    /** Parsed like merge does. */
    private static List<Delta> deltas(ProducerRecord<byte[], byte[]> record) {
        return CombinerMessage.read(record.value()) instanceof CombinerMessage.Deltas deltas
                ? deltas.deltas()
                : List.of();
    }

    @Override
    public void close() {
        combiner.close();
    }
}
