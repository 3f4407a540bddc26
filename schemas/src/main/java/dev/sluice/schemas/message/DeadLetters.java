package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers that say why a record is in {@code dead-letters}, and where it came from. */
public final class DeadLetters {
    public static final String SERVICE = "dead-letter-service";
    public static final String REASON = "dead-letter-reason";
    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";

    private DeadLetters() {}

    /** The record's own headers and, behind them, ours. */
    public static Headers headers(
            Headers own, String service, String reason, String topic, int partition, long offset) {
        return new RecordHeaders(own)
                .add(SERVICE, service.getBytes(UTF_8))
                .add(REASON, reason.getBytes(UTF_8))
                .add(TOPIC, topic.getBytes(UTF_8))
                .add(PARTITION, Integer.toString(partition).getBytes(UTF_8))
                .add(OFFSET, Long.toString(offset).getBytes(UTF_8));
    }
}
