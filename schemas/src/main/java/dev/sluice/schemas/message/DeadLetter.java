package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.text.Limits;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that no service can read, as it came, with why and from where in its headers.
 *
 * @param key as it came
 * @param value as it came
 * @param headers its own and, behind them, ours
 */
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    public static final String SERVICE = "dead-letter-service";
    public static final String REASON = "dead-letter-reason";
    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";
    /** Only where the record was too large to be passed on as it came: the size its value had. */
    public static final String TRUNCATED = "dead-letter-truncated";

    /** Only where a stage has failed of the record alone, twice, and set it aside: {@code true}. */
    public static final String QUARANTINED = "dead-letter-quarantined";

    private static final int MAX_REASON_CHARS = 1_024;

    /**
     * Who can't read a record, why, and where the record is.
     *
     * @param reason in plain words, cut where it is too long: it may quote the record
     * @param quarantined whether the record was set aside since the service failed of it
     */
    public record Cause(String service, String reason, String topic, int partition, long offset, boolean quarantined) {
        public Cause {
            reason = Limits.cut("reason", reason, MAX_REASON_CHARS);
        }

        public Cause(String service, String reason, String topic, int partition, long offset) {
            this(service, reason, topic, partition, offset, false);
        }

        private Headers addTo(Headers headers) {
            if (quarantined) {
                headers.add(QUARANTINED, "true".getBytes(UTF_8));
            }
            return headers.add(SERVICE, service.getBytes(UTF_8))
                    .add(REASON, reason.getBytes(UTF_8))
                    .add(TOPIC, topic.getBytes(UTF_8))
                    .add(PARTITION, Integer.toString(partition).getBytes(UTF_8))
                    .add(OFFSET, Long.toString(offset).getBytes(UTF_8));
        }
    }

    /**
     * The dead letter of a record. One near the topics' limit would exceed it with our headers, and stop its service for
     * good: it loses its key, its headers and the end of its value.
     */
    public static DeadLetter of(byte @Nullable [] key, byte @Nullable [] value, Headers own, Cause cause) {
        if (size(key, value, own) <= Limits.RECORD_BYTES) {
            return new DeadLetter(key, value, cause.addTo(new RecordHeaders(own)));
        }
        byte[] whole = value == null ? new byte[0] : value;
        byte[] beginning = Arrays.copyOf(whole, Math.min(whole.length, Limits.RECORD_BYTES / 2));
        Headers headers = cause.addTo(new RecordHeaders())
                .add(TRUNCATED, Integer.toString(whole.length).getBytes(UTF_8));
        return new DeadLetter(null, beginning, headers);
    }

    private static long size(byte @Nullable [] key, byte @Nullable [] value, Headers own) {
        long size = length(key) + (long) length(value);
        for (Header header : own) {
            size += header.key().length() + (long) length(header.value());
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
