package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.text.Limits;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that no service can process, unchanged, with the reason and its origin in additional headers.
 *
 * @param key the record's key
 * @param value the record's value
 * @param headers the record's headers, followed by the additional ones
 */
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    public static final String SERVICE = "dead-letter-service";
    public static final String REASON = "dead-letter-reason";
    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";
    /** Present if the record was too large to be passed on unchanged: the original size of its value. */
    public static final String TRUNCATED = "dead-letter-truncated";

    /**
     * {@code true} if a stage quarantined the record after two failures when it was processed alone; otherwise absent.
     */
    public static final String QUARANTINED = "dead-letter-quarantined";

    private static final int MAX_REASON_CHARS = 1_024;

    /**
     * The service that can't process a record, the reason, and the record's position.
     *
     * @param reason may quote the record; truncated if it is too long
     * @param quarantined whether the service quarantined the record after failures
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
     * The dead letter of a record. With the additional headers a record near the size limit would exceed it, and block
     * its service: such a letter has no key, no original headers and a truncated value.
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
