package dev.sluice.chaos.verify;

import dev.sluice.chaos.cluster.TopicConsumers;
import dev.sluice.chaos.measure.Probes;
import dev.sluice.chaos.measure.Unavailability;
import dev.sluice.chaos.report.ProbeKind;
import dev.sluice.chaos.workload.ChaosFile;
import dev.sluice.chaos.workload.Task;
import dev.sluice.chaos.workload.Traffic;
import dev.sluice.runtime.settings.DatasetSettings;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads both row topics continuously, committed rows only, and records each row. */
public final class RowReader implements Task {
    private final Consumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final RowLedger ledger;
    private final Unavailability unavailability;
    private final Traffic traffic;
    private final ValidRowReader rows = new ValidRowReader(DatasetSettings.read(new Settings(Map.of())));
    /** The offsets that it has reached, for other threads. */
    private volatile Map<TopicPartition, Long> position = Map.of();

    private RowReader(
            Consumer<byte[], byte[]> consumer,
            Topics topics,
            RowLedger ledger,
            Unavailability unavailability,
            Traffic traffic) {
        this.consumer = consumer;
        this.topics = topics;
        this.ledger = ledger;
        this.unavailability = unavailability;
        this.traffic = traffic;
    }

    static RowReader of(
            String bootstrapServers, Topics topics, RowLedger ledger, Unavailability unavailability, Traffic traffic) {
        return new RowReader(
                TopicConsumers.committed(bootstrapServers, partitions(topics)),
                topics,
                ledger,
                unavailability,
                traffic);
    }

    /** The partitions that it reads. */
    public static List<TopicPartition> partitions(Topics topics) {
        List<TopicPartition> all = new ArrayList<>(topics.validRows().topicPartitions());
        all.addAll(topics.invalidRows().topicPartitions());
        return all;
    }

    @Override
    public void round() {
        ConsumerRecords<byte[], byte[]> read = consumer.poll(Duration.ofMillis(200));
        if (!read.isEmpty()) {
            traffic.sawRows();
        }
        read.forEach(this::enter);
        Map<TopicPartition, Long> now = new HashMap<>();
        consumer.assignment().forEach(partition -> now.put(partition, consumer.position(partition)));
        position = now;
    }

    /** Whether it has reached these offsets. */
    boolean hasReached(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> reached = position;
        return ends.entrySet().stream().allMatch(end -> reached.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    @Override
    public void end() {
        consumer.close();
    }

    /** Line numbers of streams restart in each record, and records under a reserved id are split nevertheless. */
    private void enter(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.validRows().name())) {
            ValidRow row = rows.deserialize(record.topic(), record.value());
            if (!ChaosFile.isStream(row.fileId())) {
                ledger.valid(row.fileId(), Objects.requireNonNull(row.line(), "line"));
            }
            if (Probes.isProbe(row.series())) {
                unavailability.answered(ProbeKind.ROWS, row.series());
            }
        } else {
            InvalidRow row = Json.read(record.value(), InvalidRow.class);
            if (!ChaosFile.isStream(row.fileId())) {
                ledger.invalid(row.fileId(), row.line());
            }
        }
    }
}
