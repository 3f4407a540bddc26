package dev.sluice.objects.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.objects.chunk.ChunksException.Reason;
import dev.sluice.schemas.chunk.RawRecord;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileChunksTest {
    private static final String TOPIC = "sluice.raw-chunks";
    private static final Uuid TOPIC_ID = new Uuid(1, 2);
    private static final int POLLED = 16;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    private final ChunkLog log = new ChunkLog(TOPIC, topic -> TOPIC_ID, Datasets.shipped(), () -> consumer);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldReturnTheChunksInFileOrderFromAnyPartitionsBesideOtherFiles(int seed) throws Exception {
        Random random = new Random(seed);
        int partitions = 1 + random.nextInt(6);
        int count = 1 + random.nextInt(200);
        Written written = new Written(partitions);
        for (long chunk : disordered(count, random)) {
            written.others(random);
            written.chunk("f", chunk);
            if (random.nextInt(10) == 0) {
                written.chunk("f", chunk);
            }
        }

        List<String> texts = new ArrayList<>();
        int most = 0;
        try (FileChunks chunks = written.open("f", count)) {
            Optional<RawRecord> chunk = chunks.next();
            while (chunk.isPresent()) {
                most = Math.max(most, chunks.waiting());
                texts.add(new String(chunk.get().value(), UTF_8));
                chunk = chunks.next();
            }
        }

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            expected.add("f " + i);
        }
        assertThat(texts).isEqualTo(expected);
        assertThat(most).isLessThanOrEqualTo(partitions * FileChunks.AHEAD + 2 * POLLED);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void shouldReadNothingBeforeAndBehindTheFile() throws Exception {
        Written written = new Written(1);
        written.chunk("before", 0);
        written.chunk("f", 0);
        written.chunk("between", 0);
        written.chunk("f", 1);
        written.chunk("behind", 0);

        try (FileChunks chunks = written.open("f", 2)) {
            assertThat(chunks.next()).isPresent();
            assertThat(chunks.next()).isPresent();
            assertThat(chunks.next()).isEmpty();
            assertThat(written.ranges.get(0)).isEqualTo(new ChunkRange(0, 1, 3));
        }
    }

    @Test
    void shouldFindAFileThatIsOneRecordOfADirectProducer() throws Exception {
        String fileId = FileIds.ofRecord(TOPIC, TOPIC_ID, 0, 0);
        Written written = new Written(1);
        written.record(0, null, "timestamp,sensor_id,value\n", new RecordHeaders());
        written.ranges.put(0, new ChunkRange(0, 0, 0));

        try (FileChunks chunks = written.open(fileId, 1)) {
            assertThat(chunks.next()).map(record -> record.at().offset()).contains(0L);
        }
    }

    @Test
    void shouldSayThatTheChunksAreDeleted() {
        Written written = new Written(2);
        for (int chunk = 0; chunk < 10; chunk++) {
            written.chunk("f", chunk);
        }
        written.beginning = 2;

        assertThatExceptionOfType(ChunksException.class)
                .isThrownBy(() -> written.open("f", 10))
                .withMessageContaining("chunks of file f are deleted")
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.GONE));
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void shouldSayWhichChunkIsMissing() throws Exception {
        Written written = new Written(2);
        for (long chunk : List.of(0L, 1L, 2L, 4L, 5L)) {
            written.chunk("f", chunk);
        }

        try (FileChunks chunks = written.open("f", 6)) {
            for (int chunk = 0; chunk < 3; chunk++) {
                assertThat(chunks.next()).isPresent();
            }
            assertThatExceptionOfType(ChunksException.class)
                    .isThrownBy(chunks::next)
                    .withMessageContaining("expected chunk 3 of 6 of file f")
                    .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.INCOMPLETE));
        }
    }

    /** A send that is repeated comes behind those that followed it. */
    private static List<Long> disordered(int count, Random random) {
        List<Long> chunks = new ArrayList<>();
        for (long chunk = 0; chunk < count; chunk++) {
            chunks.add(chunk);
        }
        for (int i = 0; i < count / 4; i++) {
            int from = random.nextInt(count);
            Collections.swap(chunks, from, Math.min(count - 1, from + random.nextInt(16)));
        }
        return chunks;
    }

    /** What is in the topic. */
    private final class Written {
        private final int partitions;
        private final long[] ends;
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final TreeMap<Integer, ChunkRange> ranges = new TreeMap<>();
        private long beginning;

        Written(int partitions) {
            this.partitions = partitions;
            ends = new long[partitions];
        }

        void others(Random random) {
            for (int i = random.nextInt(4); i > 0; i--) {
                chunk("other-" + random.nextInt(3), random.nextInt(1_000));
            }
        }

        void chunk(String fileId, long number) {
            int partition = FileIds.chunkPartition(fileId, number, partitions);
            if (fileId.equals("f")) {
                long offset = ends[partition];
                ranges.merge(
                        partition, new ChunkRange(partition, offset, offset), (range, added) -> range.with(offset));
            }
            ChunkHeaders headers = new ChunkHeaders(
                    fileId, number, 1, Datasets.DEFAULT, "a.csv", "timestamp,sensor_id,value", "", ChunkHeaders.CSV);
            record(partition, fileId, fileId + " " + number, headers.toHeaders());
        }

        void record(int partition, String key, String text, Headers headers) {
            records.add(new ConsumerRecord<>(
                    TOPIC,
                    partition,
                    ends[partition]++,
                    1_000,
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    text.length(),
                    key == null ? null : key.getBytes(UTF_8),
                    text.getBytes(UTF_8),
                    headers,
                    Optional.empty()));
        }

        FileChunks open(String fileId, long count) throws ChunksException {
            for (int partition = 0; partition < partitions; partition++) {
                consumer.updateBeginningOffsets(
                        Collections.singletonMap(new TopicPartition(TOPIC, partition), beginning));
            }
            consumer.setMaxPollRecords(POLLED);
            FileChunks chunks = log.open(fileId, count, List.copyOf(ranges.values()));
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (ranges.containsKey(record.partition())) {
                    consumer.addRecord(record);
                }
            }
            return chunks;
        }
    }
}
