package dev.sluice.splitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.Topics;
import dev.sluice.schemas.message.DeadLetters;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A record that belongs to no file, as it came, with why and from where in its headers. */
final class DeadLetter {
    /** Only where the record was too large to be passed on as it came: the size its value had. */
    static final String TRUNCATED = "dead-letter-truncated";

    private DeadLetter() {}

    static Record<byte[], byte[]> of(Record<byte[], byte[]> record, String reason, RecordPosition at) {
        if (size(record) <= Topics.MAX_RECORD_BYTES) {
            return record.withHeaders(headers(record.headers(), reason, at));
        }
        return cut(record, reason, at);
    }

    /** A record near the topics' limit would exceed it with our headers, and stop the splitter for good. */
    private static Record<byte[], byte[]> cut(Record<byte[], byte[]> record, String reason, RecordPosition at) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        Headers headers = headers(new RecordHeaders(), reason, at)
                .add(TRUNCATED, Integer.toString(value.length).getBytes(UTF_8));
        byte[] beginning = Arrays.copyOf(value, Math.min(value.length, Topics.MAX_RECORD_BYTES / 2));
        return new Record<>(null, beginning, record.timestamp(), headers);
    }

    private static Headers headers(Headers own, String reason, RecordPosition at) {
        return DeadLetters.headers(own, "row-splitter", reason, at.topic(), at.partition(), at.offset());
    }

    private static long size(Record<byte[], byte[]> record) {
        long size = length(record.key()) + (long) length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + (long) length(header.value());
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
