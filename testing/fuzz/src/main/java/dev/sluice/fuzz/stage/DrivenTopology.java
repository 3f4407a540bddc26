package dev.sluice.fuzz.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A topology fed with bytes, whose clock goes as it is told. */
public final class DrivenTopology implements AutoCloseable {
    private static final String CHANGELOG = "-changelog";

    private final Path directory;
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final Map<String, TestOutputTopic<byte[], byte[]>> outputs = new HashMap<>();
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");

    /**
     * Starts it.
     *
     * @param config as it runs with; its directory is replaced
     */
    public DrivenTopology(Topology topology, Map<String, Object> config) {
        try {
            directory = Files.createTempDirectory("sluice-fuzz-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Properties properties = new Properties();
        properties.putAll(config);
        properties.put("state.dir", directory.toString());
        driver = new TopologyTestDriver(topology, properties, now);
    }

    /** What the records that are sent next have as their time. */
    public Instant now() {
        return now;
    }

    /** Lets time go on for records alone. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Lets the clock go on, so that what is scheduled is done. */
    public void wait(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Processes a record, and all records that follow from it. */
    public void send(String topic, Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
        inputs.computeIfAbsent(
                        topic,
                        name -> driver.createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(key, value, headers, now));
    }

    /** What was written by topic since it was asked last, but for changelogs. All of it is entered in the work. */
    public Map<String, List<TestRecord<byte[], byte[]>>> written(Work work) {
        Map<String, List<TestRecord<byte[], byte[]>>> written = new HashMap<>();
        for (String topic : driver.producedTopicNames()) {
            TestOutputTopic<byte[], byte[]> output = outputs.computeIfAbsent(
                    topic,
                    name -> driver.createOutputTopic(name, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
            if (output.isEmpty()) {
                continue;
            }
            List<TestRecord<byte[], byte[]>> records = output.readRecordsToList();
            if (topic.endsWith(CHANGELOG)) {
                records.forEach(record -> work.kept(topic, record.key(), record.value(), record.headers()));
            } else {
                records.forEach(record -> work.wrote(topic, record.key(), record.value(), record.headers()));
                written.put(topic, records);
            }
        }
        return written;
    }

    /** A store of it. */
    public <K, V> KeyValueStore<K, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    @Override
    public void close() {
        try {
            driver.close();
        } finally {
            FileSystemUtils.deleteRecursively(directory.toFile());
        }
    }
}
