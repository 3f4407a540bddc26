package dev.sluice.benchmarks.pipeline.ceiling;

import dev.sluice.schemas.message.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records of {@code valid-rows} with the keys and values that Sluice wrote, in the order of the file: the data for
 * measuring the log itself. A sample is repeated as often as needed; it is much longer than any compression window.
 */
public final class RowSample {
    private static final int ROWS = 200_000;

    private final List<Row> rows;

    private RowSample(List<Row> rows) {
        this.rows = rows;
    }

    /** Reads a topic that contains only the rows of one file. */
    public static RowSample read(String bootstrapServers, String topic, long records) {
        List<Numbered> found = new ArrayList<>();
        PlainConsumer.read(bootstrapServers, topic, records, record -> {
            long line = line(record);
            if (line <= ROWS) {
                found.add(new Numbered(line, new Row(record.key(), record.value())));
            }
        });
        found.sort(Comparator.comparingLong(Numbered::line));
        return new RowSample(found.stream().map(Numbered::row).toList());
    }

    /** The record with this number, from the beginning again after the last. */
    Row get(long number) {
        return rows.get((int) (number % rows.size()));
    }

    private static long line(ConsumerRecord<byte[], byte[]> record) {
        return Json.MAPPER.readTree(record.value()).path("line").asLong();
    }

    /** A record's key and value. */
    record Row(byte[] key, byte[] value) {}

    private record Numbered(long line, Row row) {}
}
