package dev.sluice.objects.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.objects.chunk.ChunkLog;
import dev.sluice.objects.columnar.Codec;
import dev.sluice.objects.store.DirectoryStore;
import dev.sluice.objects.store.ObjectStoreException;
import dev.sluice.objects.store.ObjectWrite;
import dev.sluice.objects.store.StoredObject;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileExporterTest {
    private static final String TOPIC = "sluice.raw-chunks";
    private static final String ROWS = "2024-05-01T12:00:00Z,s1,1.5\n2024-05-01T12:00:01Z,s2,much\n";
    private static final Tally VALID = new Tally(1, 2);
    private static final Tally INVALID = new Tally(1, 3);
    private static final String KEY = "sensor-readings/2024/05/02/f-1";

    @TempDir
    private Path directory;

    private DirectoryStore store;
    private FileExporter exporter;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryStore(directory);
        ExportSettings settings = new ExportSettings(
                List.of(ExportFormat.values()), Codec.ZSTD, KeyTemplate.parse("{dataset}/{yyyy}/{mm}/{dd}/{file_id}"));
        ChunkLog chunks =
                new ChunkLog(TOPIC, topic -> Uuid.ONE_UUID, Datasets.shipped(), FileExporterTest::consumerOfOneChunk);
        exporter = new FileExporter(chunks, Datasets.shipped(), store, settings, "1.2.3");
    }

    @Test
    void shouldWriteAnObjectOfEachFormat() throws Exception {
        exporter.export(result(VALID, INVALID));

        assertThat(objects())
                .containsOnlyKeys(
                        KEY + ".avro", KEY + ".parquet", "rejects/" + KEY + ".parquet", "results/" + KEY + ".json");
        StoredObject rows = store.find(KEY + ".parquet").orElseThrow();
        assertThat(rows.metadata()).containsEntry("sluice-file-id", "f-1").containsEntry("sluice-version", "1.2.3");
    }

    @Test
    void shouldLeaveTheObjectsOfAnEarlierExport() throws Exception {
        exporter.export(result(VALID, INVALID));
        Map<String, String> first = objects();
        store.delete(KEY + ".avro");

        exporter.export(result(VALID, INVALID));

        assertThat(objects()).hasSize(4).containsEntry(KEY + ".parquet", first.get(KEY + ".parquet"));
    }

    @Test
    void shouldWriteNothingIfOtherRowsAreReadThanWereCounted() throws Exception {
        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(result(new Tally(1, 5), INVALID)))
                .withMessageContaining(
                        "expected the 1 valid rows of file f-1 as they were counted, found 1 (or others)");
        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(result(VALID, new Tally(2, 3))))
                .withMessageContaining("expected the 2 invalid rows");

        assertThat(objects()).isEmpty();
    }

    @Test
    void shouldNotTouchAnObjectOfSomeoneElse() throws Exception {
        try (ObjectWrite write = store.create(KEY + ".avro", Map.of("sluice-file-id", "f-2"))) {
            write.write(7);
            assertThat(write.complete(null)).isEmpty();
        }

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(result(VALID, INVALID)))
                .withMessage("expected no object, or one of this file, under the key " + KEY
                        + ".avro, found one of file f-2");
        assertThat(store.find(KEY + ".avro").orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void shouldSayThatAnOldVersionDidNotNoteTheChunks() {
        FileResult old = new FileResult(result(VALID, INVALID).summary(), null, null);

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(old))
                .withMessageContaining("file f-1 has no chunks to export");
    }

    @Test
    void shouldPassOnThatTheStoreFails() throws Exception {
        Files.writeString(directory.resolve("sensor-readings"), "a file where a directory should be");

        assertThatExceptionOfType(ObjectStoreException.class).isThrownBy(() -> exporter.export(result(VALID, INVALID)));
        assertThat(objects()).containsOnlyKeys("sensor-readings");
    }

    private static MockConsumer<byte[], byte[]> consumerOfOneChunk() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        ChunkHeaders headers = new ChunkHeaders(
                "f-1",
                0,
                2,
                Datasets.DEFAULT,
                "a.csv",
                "timestamp,sensor_id,value",
                "header=present",
                ChunkHeaders.CSV);
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>(
                TOPIC,
                0,
                0,
                1_000,
                TimestampType.LOG_APPEND_TIME,
                3,
                ROWS.length(),
                "f-1".getBytes(UTF_8),
                ROWS.getBytes(UTF_8),
                headers.toHeaders(),
                Optional.empty())));
        return consumer;
    }

    private static FileResult result(Tally valid, Tally invalid) {
        FileSummary summary = new FileSummary(
                "f-1",
                FileStatus.PARTIAL,
                false,
                null,
                "upload",
                Datasets.DEFAULT,
                "a.csv",
                null,
                Instant.parse("2024-05-02T00:00:00Z"),
                null,
                null,
                null,
                2,
                1,
                1,
                1,
                null,
                0,
                List.of(),
                new FileSummary.Progress(1, 1, true, 1, 2, 2));
        return new FileResult(
                summary, Map.of(), new FileResult.Chunks(List.of(new ChunkRange(0, 0, 0)), valid, invalid));
    }

    private Map<String, String> objects() throws Exception {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String key = directory.relativize(file).toString();
                if (Files.isRegularFile(file) && !key.startsWith(".sluice")) {
                    all.put(key, Files.getLastModifiedTime(file).toString());
                }
            }
        }
        return all;
    }
}
