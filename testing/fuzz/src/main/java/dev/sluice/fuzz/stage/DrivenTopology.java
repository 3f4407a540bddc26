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

/** A topology fed with bytes, with a controlled clock. */
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
     * @param config its settings; the state directory is replaced
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

    /** The timestamp of the following records. */
    public Instant now() {
        return now;
    }

    /** Advances stream time only. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Advances wall-clock time, so that punctuators run. */
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

    /** The output by topic since the last call, without changelogs. All of it is added to the work. */
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

    /** One of its stores. */
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
