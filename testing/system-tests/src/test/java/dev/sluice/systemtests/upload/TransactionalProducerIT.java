package dev.sluice.systemtests.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Producers that write rows and the end of a stream in one transaction. Its marker is the last offset of each
 * partition.
 */
@ExtendWith(SharedSluice.class)
class TransactionalProducerIT {
    private static final int PARTITIONS = 4;

    private final SluiceProbe sluice;

    TransactionalProducerIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldCallUnknownFilesMissingWhereTransactionsEndedOrAreStillOpen() throws Exception {
        try (KafkaProducer<String, String> producer = producer("markers")) {
            producer.beginTransaction();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                closeStream(producer, id(partition, "aborted"), 0);
            }
            producer.abortTransaction();
            assertUnknownFilesAreMissing("after-abort");

            producer.beginTransaction();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                closeStream(producer, id(partition, "committed"), 0);
            }
            producer.commitTransaction();
            assertUnknownFilesAreMissing("after-commit");
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(sluice.awaitEnd(id(partition, "committed")).status()).isEqualTo(FileStatus.PROCESSED);
            }

            producer.beginTransaction();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                closeStream(producer, id(partition, "open"), 0);
            }
            producer.flush();
            assertUnknownFilesAreMissing("while-open");
            producer.abortTransaction();
        }
    }

    @Test
    void shouldTakeRowsAndTheEndOfAStreamFromOneTransaction() throws Exception {
        try (KafkaProducer<String, String> producer = producer("stream")) {
            producer.beginTransaction();
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>(
                                "sluice.valid-rows",
                                "boiler",
                                "{\"file_id\":\"in-one-transaction\",\"timestamp\":\"2026-11-01T12:00:00Z\","
                                        + "\"sensor_id\":\"boiler\",\"value\":" + i + "}"))
                        .get();
            }
            closeStream(producer, "in-one-transaction", 3);
            producer.commitTransaction();
        }

        sluice.awaitFile("file_id", "in-one-transaction");
        FileSummary end = sluice.awaitEnd("in-one-transaction");
        assertThat(end.status()).isEqualTo(FileStatus.PROCESSED);
        assertThat(end.validRows()).isEqualTo(3);
    }

    private void assertUnknownFilesAreMissing(String name) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String unknown = id(partition, name);
            assertThat(sluice.get("/status/" + unknown).statusCode()).isEqualTo(404);
            assertThat(sluice.delete("/files/" + unknown).statusCode()).isEqualTo(404);
        }
    }

    private static void closeStream(KafkaProducer<String, String> producer, String fileId, long rows)
            throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(
                        "sluice.stream-events",
                        fileId,
                        "{\"type\":\"stream_closed\",\"file_id\":\"" + fileId + "\",\"rows\":" + rows + "}"))
                .get();
    }

    private static String id(int partition, String name) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> name + "-" + i)
                .filter(id -> FileIds.partition(id, PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    private KafkaProducer<String, String> producer(String id) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        sluice.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "direct-producer-" + id),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }
}
