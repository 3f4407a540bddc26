package dev.sluice.fuzz.stage;

import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.topic.Topics;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** How large an input was, and what a stage wrote for it. */
public final class Work {
    /** The maximum size of a producer's request: all of Sluice's producers have this {@code max.request.size}. */
    private static final int MAX_REQUEST_BYTES = 2 * Topics.MAX_RECORD_BYTES;
    /** Of the reason of a dead letter as UTF-8. */
    private static final int MAX_REASON_BYTES = 4 * 1024;
    /** What a topic takes by default, as those are that Kafka Streams makes for its stores. */
    private static final int MAX_CHANGELOG_BYTES = 1024 * 1024 + 12;
    /** The bytes that Kafka adds to a record in a separate batch. */
    private static final int RECORD_OVERHEAD_BYTES = 128;

    private long bytesIn;
    private long units;
    private long repeated;
    private long bytesOut;
    private long records;

    /** Adds a part of the input. */
    public void read(byte @Nullable [] part) {
        if (part == null) {
            return;
        }
        bytesIn += part.length;
        for (byte each : part) {
            if (isUnit(each)) {
                units++;
            }
        }
    }

    /** Adds headers of the input, which give no rows. */
    public void read(Headers headers) {
        for (Header header : headers) {
            bytesIn += length(header.value());
        }
    }

    /** Adds a part of the input that stands in each record of the output, such as the file's id. */
    public void repeats(byte @Nullable [] part) {
        repeated += part == null ? 0 : part.length;
    }

    /**
     * Adds a record of the output.
     *
     * @throws Finding if it is larger than any is to be, or than producers take
     */
    public void wrote(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long size = size(key, value, headers);
        requireFits(topic, size, MAX_REQUEST_BYTES);
        requireFits(topic, (long) length(key) + length(value), Topics.MAX_RECORD_BYTES);
        Header reason = headers.lastHeader(DeadLetter.REASON);
        if (reason != null && reason.value().length > MAX_REASON_BYTES) {
            throw new Finding("expected dead letters with reasons of at most " + MAX_REASON_BYTES
                    + " bytes, found one of " + reason.value().length);
        }
        bytesOut += size;
        records++;
    }

    /**
     * Adds a record of a changelog, which is of what a stage keeps and not of this input alone.
     *
     * @throws Finding if no broker would take it
     */
    public void kept(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        requireFits(topic, size(key, value, headers), MAX_CHANGELOG_BYTES);
    }

    private static long size(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long size = (long) RECORD_OVERHEAD_BYTES + length(key) + length(value);
        for (Header header : headers) {
            size += header.key().length() + (long) length(header.value());
        }
        return size;
    }

    private static void requireFits(String topic, long size, int most) {
        if (size > most) {
            throw new Finding("expected records of at most " + most + " bytes, found one of " + size + " for " + topic);
        }
    }

    public long bytesIn() {
        return bytesIn;
    }

    public long bytesOut() {
        return bytesOut;
    }

    public long records() {
        return records;
    }

    /**
     * Checks that the work was linear in the size of the input.
     *
     * @param allocated how many bytes were allocated meanwhile
     * @throws Finding if it was more
     */
    public void requireLinear(long allocated) {
        require("bytes written", bytesOut, 64 * 1024 + 8 * bytesIn + units * (256 + 2 * repeated));
        require("bytes allocated", allocated, 64L * 1024 * 1024 + 256 * bytesIn + units * (8 * 1024 + 16 * repeated));
    }

    private void require(String what, long found, long bound) {
        if (found > bound) {
            throw new Finding("expected at most " + bound + " " + what + " for " + bytesIn + " bytes with " + units
                    + " cells, rows and properties, found " + found);
        }
    }

    /** What rows, cells, properties and elements begin or end with. */
    private static boolean isUnit(byte each) {
        return switch (each) {
            case ',', ';', '\t', '|', '\n', '\r', '{', '[', ':' -> true;
            default -> false;
        };
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
