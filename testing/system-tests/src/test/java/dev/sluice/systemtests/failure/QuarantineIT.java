package dev.sluice.systemtests.failure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.runtime.topic.TopicAccess;
import dev.sluice.runtime.topic.TopicSetup;
import dev.sluice.schemas.message.ChunkSplit;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.topic.Stage;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.EmbeddedBroker;
import dev.sluice.systemtests.support.FreePorts;
import dev.sluice.systemtests.support.ServiceProcess;
import dev.sluice.systemtests.support.TopicReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A splitter whose process dies of one record, each time that it meets it, and is started again each time. */
class QuarantineIT {
    private static final int FILES = 15;
    /** Reading topics all the time would take the processor from the processes that are waited for. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    @Test
    void shouldQuarantineOnlyTheRecordThatCrashesTheProcess() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
            Topics topics = TopicSettings.read(new Settings(Map.of()));
            send(broker.bootstrapServers(), topics);
            Map<String, ChunkSplit> splits;
            int deaths = 0;
            try (ServiceProcess splitter =
                    ServiceProcess.main(PoisonedSplitter.class, splitter(broker), directory.resolve("splitter.log"))) {
                splits = splits(broker, topics);
                while (splits.size() < topics.rawPartitions() * FILES + 1) {
                    if (splitter.endsWithin(PAUSE)) {
                        deaths++;
                        splitter.restart();
                    }
                    splits = splits(broker, topics);
                }
                // Notes of a partition say nothing of others; and once it is behind the record, it lives.
                assertThat(splitter.isAlive()).isTrue();
            }

            // Twice from the same start until it is suspected, and twice alone. A slow machine commits records
            // before it, so that the next start is another one.
            int starts = 1 + FILES / 2;
            assertThat(deaths).isBetween(4, 2 * starts + 2);
            List<ChunkSplit> failed = splits.values().stream()
                    .filter(split -> split.fault() != null)
                    .toList();
            assertThat(failed).singleElement().satisfies(split -> {
                assertThat(split.fileId()).endsWith("-1-" + FILES / 2);
                assertThat(split.fault()).isNotNull();
                assertThat(split.fault().code()).isEqualTo("quarantined");
            });
            assertThat(splits.values().stream().filter(split -> split.valid().rows() == 1))
                    .hasSize(topics.rawPartitions() * FILES);
            assertThat(letters(broker, topics)).singleElement().satisfies(headers -> {
                assertThat(text(headers.lastHeader(DeadLetter.QUARANTINED))).isEqualTo("true");
                assertThat(text(headers.lastHeader(DeadLetter.PARTITION))).isEqualTo("1");
                assertThat(text(headers.lastHeader(DeadLetter.OFFSET))).isEqualTo(Integer.toString(FILES / 2));
            });
        }
    }

    /** The consumer never returns a record that is damaged on disk, so only its position can be reported. */
    @Test
    void shouldSkipACorruptedRecord() throws Exception {
        Path data = directory.resolve("broker");
        Topics topics = TopicSettings.read(new Settings(Map.of()));
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
                Admin admin = Admin.create(client(broker));
                var producer =
                        new KafkaProducer<>(client(broker), new ByteArraySerializer(), new ByteArraySerializer())) {
            TopicSetup.ensure(admin, topics, new TopicAccess(List.of(), List.of()));
            for (String sensor : List.of("s0", "s1", "damaged", "s3")) {
                // One batch each.
                producer.send(record(topics, 0, sensor)).get();
            }
            for (TopicPartition partition : readByTheAggregator(topics)) {
                producer.send(new ProducerRecord<>(
                                partition.topic(),
                                partition.partition(),
                                "k".getBytes(UTF_8),
                                "damaged".getBytes(UTF_8)))
                        .get();
            }
        }
        Set<String> damaged = new TreeSet<>(Set.of(topics.rawChunks().name() + "-0 at offset 2"));
        damage(data, topics.rawChunks().name() + "-0", "damaged");
        for (TopicPartition partition : readByTheAggregator(topics)) {
            damaged.add(partition + " at offset 0");
            damage(data, partition.toString(), "damaged");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
                ServiceProcess splitter =
                        ServiceProcess.service("row-splitter", splitter(broker), directory.resolve("splitter.log"));
                ServiceProcess aggregator = ServiceProcess.service(
                        "aggregator",
                        environment(broker, "AGGREGATOR", Map.of()),
                        directory.resolve("aggregator.log"))) {
            while (ended(broker, topics).size() < 3
                    || !quarantined(broker, topics).equals(damaged)) {
                assertThat(splitter.endsWithin(PAUSE)).isFalse();
                assertThat(aggregator.isAlive()).isTrue();
            }

            assertThat(splits(broker, topics).values())
                    .hasSize(3)
                    .allMatch(split -> split.valid().rows() == 1);
            // Behind what was damaged, in whatever partitions they are.
            assertThat(ended(broker, topics)).allMatch(status -> status == FileStatus.PROCESSED);
            assertThat(letters(broker, topics)).allMatch(headers -> text(headers.lastHeader(DeadLetter.REASON))
                    .startsWith("the record can't be read: "));
        }
    }

    /** All partitions that combiners and merge read, but for those that this test reads, too. */
    private static List<TopicPartition> readByTheAggregator(Topics topics) {
        Set<String> readHere =
                Set.of(topics.splitEvents().name(), topics.fileResults().name());
        return Stream.of(Stage.COMBINE, Stage.MERGE)
                .flatMap(stage -> stage.reads(topics).stream())
                .filter(topic -> !readHere.contains(topic.name()))
                .flatMap(topic -> topic.topicPartitions().stream())
                .toList();
    }

    private static List<FileStatus> ended(EmbeddedBroker broker, Topics topics) {
        List<FileStatus> ended = new ArrayList<>();
        TopicReader.read(
                broker.bootstrapServers(),
                topics.fileResults().name(),
                record -> ended.add(
                        Json.read(record.value(), FileResult.class).summary().status()));
        return ended;
    }

    /** The positions of quarantined records, without duplicates: a record that is read again may be reported twice. */
    private static Set<String> quarantined(EmbeddedBroker broker, Topics topics) {
        Set<String> all = new TreeSet<>();
        for (Headers headers : letters(broker, topics)) {
            assertThat(text(headers.lastHeader(DeadLetter.QUARANTINED))).isEqualTo("true");
            all.add(text(headers.lastHeader(DeadLetter.TOPIC)) + "-" + text(headers.lastHeader(DeadLetter.PARTITION))
                    + " at offset " + text(headers.lastHeader(DeadLetter.OFFSET)));
        }
        return all;
    }

    private static void damage(Path data, String partition, String text) throws IOException {
        Path segment;
        try (Stream<Path> files = Files.walk(data)) {
            segment = files.filter(file -> file.getParent().endsWith(partition)
                            && file.getFileName().toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
        // Each byte a character.
        String bytes = Files.readString(segment, ISO_8859_1);
        assertThat(bytes).contains(text);
        Files.writeString(segment, bytes.replace(text, text.toUpperCase(Locale.ROOT)), ISO_8859_1);
    }

    private static Map<String, Object> client(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static List<Headers> letters(EmbeddedBroker broker, Topics topics) {
        List<Headers> letters = new ArrayList<>();
        TopicReader.read(
                broker.bootstrapServers(), topics.deadLetters().name(), letter -> letters.add(letter.headers()));
        return letters;
    }

    private Map<String, String> splitter(EmbeddedBroker broker) {
        return environment(broker, "SPLITTER", Map.of("SLUICE_SPLITTER_THREADS", "2"));
    }

    private Map<String, String> environment(EmbeddedBroker broker, String service, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("SERVER_PORT", Integer.toString(FreePorts.next()));
        environment.put(
                "SLUICE_" + service + "_STATE_DIR", directory.resolve(service).toString());
        return environment;
    }

    /** Files of one row in all partitions, and in the midst of partition 1 one whose row kills. */
    private static void send(String bootstrapServers, Topics topics) throws ExecutionException, InterruptedException {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client);
                var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            TopicSetup.ensure(admin, topics, new TopicAccess(List.of(), List.of()));
            for (int partition = 0; partition < topics.rawPartitions(); partition++) {
                for (int i = 0; i < FILES; i++) {
                    if (partition == 1 && i == FILES / 2) {
                        producer.send(record(topics, partition, PoisonedSplitter.POISON))
                                .get();
                    }
                    producer.send(record(topics, partition, "s" + i)).get();
                }
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(Topics topics, int partition, String sensor) {
        String csv = "timestamp,sensor_id,value\n2026-11-01T10:00:00Z," + sensor + ",1\n";
        return new ProducerRecord<>(topics.rawChunks().name(), partition, null, csv.getBytes(UTF_8));
    }

    /** What was split, by file; none twice. */
    private static Map<String, ChunkSplit> splits(EmbeddedBroker broker, Topics topics) {
        Map<String, ChunkSplit> splits = new HashMap<>();
        TopicReader.read(broker.bootstrapServers(), topics.splitEvents().name(), record -> {
            ChunkSplit split = Json.read(record.value(), ChunkSplit.class);
            assertThat(splits.put(split.fileId(), split)).as(split.fileId()).isNull();
        });
        return splits;
    }

    private static String text(Header header) {
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
