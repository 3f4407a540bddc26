package dev.sluice.benchmarks.fuzz;

import dev.sluice.schemas.Topics;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** How large an input was, and what a stage wrote for it. */
public final class Work {
    /** What a producer of ours takes at most: all have this {@code max.request.size}. */
    private static final int MAX_REQUEST_BYTES = 2 * Topics.MAX_RECORD_BYTES;
    /** What Kafka adds to a record in a batch of its own. */
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

    /** Adds headers of the input. */
    public void read(Headers headers) {
        for (Header header : headers) {
            read(header.value());
        }
    }

    /** Adds a part of the input that stands in each record of the output, such as the file's id. */
    public void repeats(byte @Nullable [] part) {
        repeated += part == null ? 0 : part.length;
    }

    /**
     * Adds a record of the output.
     *
     * @throws Finding if no producer would take it
     */
    public void wrote(String topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long size = (long) RECORD_OVERHEAD_BYTES + length(key) + length(value);
        for (Header header : headers) {
            size += header.key().length() + (long) length(header.value());
        }
        if (size > MAX_REQUEST_BYTES) {
            throw new Finding("expected records of at most " + MAX_REQUEST_BYTES + " bytes, found one of " + size
                    + " for " + topic);
        }
        bytesOut += size;
        records++;
    }

    long bytesIn() {
        return bytesIn;
    }

    long bytesOut() {
        return bytesOut;
    }

    long records() {
        return records;
    }

    /**
     * Checks that the work was linear in the size of the input.
     *
     * @param allocated how many bytes were allocated meanwhile
     * @throws Finding if it was more
     */
    void requireLinear(long allocated) {
        require("bytes written", bytesOut, 64 * 1024 + 64 * bytesIn + units * (768 + 4 * repeated));
        require("bytes allocated", allocated, 32L * 1024 * 1024 + 512 * bytesIn + units * (24 * 1024 + 32 * repeated));
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
