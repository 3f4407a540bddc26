package dev.sluice.chaos.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.combine.Combiner;
import dev.sluice.aggregator.combine.CombinerClients;
import dev.sluice.aggregator.combine.CombinerOffsets;
import dev.sluice.aggregator.metrics.AggregatorMetrics;
import dev.sluice.aggregator.progress.CombineWatch;
import dev.sluice.aggregator.settings.AggregatorProperties;
import dev.sluice.chaos.stage.TestAggregator;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A combiner at a broker, unchanged or with a fault in it, with separate topics. */
public final class CombinerExperiment implements AutoCloseable {
    /** Of an open stream; when it was combined, all before it was. */
    private static final String LAST = "last";

    private static final byte[] LAST_ROW = ("{\"file_id\":\"" + LAST
                    + "\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"sensor_id\":\"a\",\"value\":1}")
            .getBytes(UTF_8);

    private final String brokers;
    private final AggregatorProperties properties;
    private final Topics topics;
    private final CombineWatch watch;
    private final CombinerClients clients;
    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> deltas;
    private final List<ConsumerRecord<byte[], byte[]>> combined = new ArrayList<>();

    public CombinerExperiment(String brokers) {
        this.brokers = brokers;
        properties = AggregatorProperties.read(new Settings(Map.of(
                "topics.prefix",
                "t" + UUID.randomUUID().toString().substring(0, 8) + ".",
                "topics.partitions",
                "1",
                "topics.row-partitions",
                "1",
                "topics.raw-partitions",
                "1")));
        topics = properties.topics();
        admin = Admin.create(Map.of("bootstrap.servers", brokers));
        TopicSetup.ensure(admin, topics, new TopicAccess(topics.all(), topics.all()));
        Map<String, Object> operators = Map.of("bootstrap.servers", brokers);
        watch = CombineWatch.of(admin, topics, 1);
        clients =
                new CombinerClients(operators, operators, topics, "one", new SimpleMeterRegistry(), watch.quarantine());
        deltas = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition all = new TopicPartition(topics.deltas().name(), 0);
        deltas.assign(List.of(all));
        deltas.seek(all, 0);
    }

    /** Combines the rows of a transaction that is aborted, and then the same in one that is committed. */
    public void combineAborted(List<byte[]> rows, boolean mutant) {
        try (Producer<byte[], byte[]> splitter = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "transactional.id", topics.prefix() + "splitter"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            splitter.initTransactions();
            splitter.beginTransaction();
            rows.forEach(row -> send(splitter, row));
            splitter.flush();
            splitter.abortTransaction();
            splitter.beginTransaction();
            rows.forEach(row -> send(splitter, row));
            send(splitter, LAST_ROW);
            splitter.commitTransaction();
        }
        CombinerBeans.Clients made = mutant ? ReadUncommitted.CLIENTS : CombinerBeans.REAL;
        combineUntil(made, record -> isOf(LAST, record));
    }

    /** Combines rows, dies, and starts again. */
    public void combineAndDie(String fileId, List<byte[]> rows, boolean mutant) {
        CombinerBeans.Clients made = mutant ? AtLeastOnce.dyingBeforeItCommits() : CombinerBeans.REAL;
        try (Producer<byte[], byte[]> splitter = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer())) {
            rows.forEach(row -> send(splitter, row));
            splitter.flush();
            combineUntil(made, record -> isOf(fileId, record));
            send(splitter, LAST_ROW);
            splitter.flush();
            combineUntil(made, record -> isOf(LAST, record));
        }
    }

    /** Hands on all that was combined. */
    public void drainTo(TestAggregator aggregator) {
        for (ConsumerRecord<byte[], byte[]> record : combined) {
            String fileId = fileId(record);
            if (!fileId.equals(LAST)) {
                aggregator.deltas(fileId, record.value());
            }
        }
    }

    @Override
    public void close() {
        deltas.close();
        admin.close();
    }

    private void combineUntil(CombinerBeans.Clients made, Predicate<ConsumerRecord<byte[], byte[]>> last) {
        AggregatorMetrics metrics = new AggregatorMetrics(new SimpleMeterRegistry());
        CombinerOffsets positions = CombinerOffsets.of(admin, clients, properties, metrics);
        try (Combiner combiner = CombinerBeans.combiner(clients, positions, properties, metrics, watch, made, 0)) {
            combiner.start();
            boolean seen = false;
            while (!seen) {
                combiner.round();
                for (ConsumerRecord<byte[], byte[]> record : deltas.poll(Duration.ofMillis(10))) {
                    combined.add(record);
                    seen |= last.test(record);
                }
            }
        }
    }

    private void send(Producer<byte[], byte[]> producer, byte[] row) {
        var unused = producer.send(new ProducerRecord<>(topics.validRows().name(), row));
    }

    private static boolean isOf(String fileId, ConsumerRecord<byte[], byte[]> record) {
        return fileId(record).equals(fileId);
    }

    private static String fileId(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }
}
