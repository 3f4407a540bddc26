package dev.sluice.benchmarks.pipeline.ceiling;

import dev.sluice.schemas.message.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records of {@code valid-rows}, keys and values as Sluice itself wrote them, in the order of the file: what the log is
 * fed with when its own speed is measured. A sample is repeated as often as need be; it is much longer than anything
 * that compression could remember.
 */
public final class RowSample {
    private static final int ROWS = 200_000;

    private final List<Row> rows;

    private RowSample(List<Row> rows) {
        this.rows = rows;
    }

    /** Reads a topic that holds the rows of one file and nothing else. */
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

    /** The record of that number, from the beginning again after the last. */
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
