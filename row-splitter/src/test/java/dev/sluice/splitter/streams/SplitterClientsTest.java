package dev.sluice.splitter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.quarantine.AttemptNotes;
import dev.sluice.runtime.quarantine.Quarantine;
import dev.sluice.runtime.streams.StreamsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SplitterClientsTest {
    /** A port without a listener, and no blocking: each send fails immediately. */
    private static final Map<String, Object> NOWHERE = Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 0);

    @Test
    void shouldCallBackForAllRecordsExceptValidRows() {
        List<String> toldOf = new ArrayList<>();
        Producer<byte[], byte[]> producer = new SplitterClients(
                        "valid",
                        new Quarantine("row-splitter", AttemptNotes.inMemory(), StreamsSettings.TRANSACTION_TIMEOUT))
                .getProducer(NOWHERE);
        try {
            for (String topic : List.of("valid", "invalid", "a-changelog")) {
                ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, new byte[0]);
                assertThat(producer.send(record, (sent, failure) -> toldOf.add(topic)))
                        .isDone();
            }
        } finally {
            producer.close(Duration.ZERO);
        }

        assertThat(toldOf).containsExactly("invalid", "a-changelog");
    }
}
