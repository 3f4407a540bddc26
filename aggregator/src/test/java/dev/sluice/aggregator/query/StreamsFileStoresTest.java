package dev.sluice.aggregator.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsFileStoresTest {
    @TempDir
    Path stateDir;

    /** Answered with 503, as it is temporary: another instance takes over. */
    @Test
    void shouldHaveNoStoreWhenKafkaStreamsHasEnded() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "ended");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        Topology topology = new Topology();
        topology.addSource("source", "topic");
        KafkaStreams ended = new KafkaStreams(topology, config);
        ended.close();

        assertThatThrownBy(() -> StreamsFileStores.active(() -> ended).of(0))
                .isInstanceOf(InvalidStateStoreException.class)
                .hasMessageContaining("NOT_RUNNING");
        assertThatThrownBy(() -> StreamsFileStores.copies(() -> ended).of(0))
                .isInstanceOf(InvalidStateStoreException.class);
    }
}
