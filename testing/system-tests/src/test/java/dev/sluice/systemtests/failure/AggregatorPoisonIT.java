package dev.sluice.systemtests.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.systemtests.support.SharedSluice;
import dev.sluice.systemtests.support.SluiceProbe;
import dev.sluice.systemtests.support.TopicReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records that once stopped the aggregator, in each partition of the topics that it reads. */
@ExtendWith(SharedSluice.class)
class AggregatorPoisonIT {
    private static final int PARTITIONS = 4;
    private static final byte[] GARBAGE = {1, 2, 3};

    private final SluiceProbe sluice;

    AggregatorPoisonIT(SluiceProbe sluice) {
        this.sluice = sluice;
    }

    @Test
    void shouldSendAnyGarbageInItsTopicsToDeadLettersAndContinue() throws Exception {
        int buried = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                for (Poison poison : poison()) {
                    send(producer, poison, partition);
                    buried++;
                }
                send(producer, new Poison("sluice.aggregator-combined", "0", GARBAGE), partition);
            }
        }

        for (int i = 0; i < 8; i++) {
            String fileId = SluiceProbe.fileId(sluice.uploadRaw(
                    "beside-poison.csv",
                    ("timestamp,sensor_id,value\n2026-11-01T10:00:00Z,a," + i + "\n2026-11-01T10:00:00Z,a,x\n")
                            .getBytes(UTF_8)));
            FileSummary end = sluice.awaitEnd(fileId);
            assertThat(end.status()).isEqualTo(FileStatus.PARTIAL);
            assertThat(end.validRows()).isOne();
            assertThat(end.invalidRows()).isOne();
        }

        List<String> reasons = new ArrayList<>();
        while (reasons.size() < buried) {
            reasons.clear();
            TopicReader.read(sluice.bootstrapServers(), "sluice.dead-letters", letter -> {
                if (text(letter.headers().lastHeader(DeadLetter.SERVICE)).equals("aggregator")
                        && isOurs(text(letter.headers().lastHeader(DeadLetter.TOPIC)))) {
                    reasons.add(text(letter.headers().lastHeader(DeadLetter.REASON)));
                }
            });
        }
        assertThat(reasons).allSatisfy(reason -> assertThat(reason).hasSizeLessThan(2_000));
        assertThat(sluice.get("/readyz").statusCode()).isEqualTo(200);
    }

    private record Poison(String topic, String key, byte @Nullable [] value) {}

    private static List<Poison> poison() {
        return List.of(
                // P4: a value of megabytes.
                new Poison(
                        "sluice.valid-rows",
                        "a",
                        json("{'file_id':'poison','timestamp':'2026-11-01T10:00:00Z','sensor_id':'a','value':'"
                                + "x".repeat(1_700_000) + "'}")),
                // P5: a time of no calendar, an error without a code, a key and a name of megabytes.
                new Poison("sluice.file-events", "poison", opened("x.csv", "+999999999-12-31T23:59:59Z")),
                new Poison(
                        "sluice.invalid-rows",
                        "poison",
                        json("{'file_id':'poison','line':1,'raw':'x','raw_truncated':false,'errors':[{}]}")),
                new Poison("sluice.file-events", "k".repeat(3_000_000), opened("x.csv", "2026-11-01T10:00:00Z")),
                new Poison("sluice.file-events", "poison", opened("n".repeat(2_200_000), "2026-11-01T10:00:00Z")),
                new Poison("sluice.aggregator-deltas", "poison", GARBAGE),
                new Poison("sluice.aggregator-deltas", "poison", new byte[] {2, 0, 127, -1, -1, -1}),
                new Poison("sluice.split-events", "poison", GARBAGE),
                new Poison("sluice.stream-events", "poison", GARBAGE),
                new Poison("sluice.file-deletions", "poison", GARBAGE),
                new Poison("sluice.file-results", "poison", GARBAGE));
    }

    private static byte[] opened(String filename, String time) {
        return json("{'type':'file_opened','file_id':'poison','dataset':'sensor-readings','filename':'" + filename
                + "','csv_header':'a','upload_time':'" + time + "','deadline_ms':1000}");
    }

    private static byte[] json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"').getBytes(UTF_8);
    }

    /** Other tests have dead letters, too, but none from these topics with garbage in them that counts here. */
    private static boolean isOurs(String topic) {
        return !topic.equals("sluice.raw-chunks");
    }

    private static String text(@Nullable Header header) {
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, Poison poison, int partition)
            throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(
                        poison.topic(), partition, poison.key().getBytes(UTF_8), poison.value()))
                .get();
    }

    /** What is large is sent compressed: the brokers look at the size of a batch as it comes. */
    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        sluice.bootstrapServers(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        16 * 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
