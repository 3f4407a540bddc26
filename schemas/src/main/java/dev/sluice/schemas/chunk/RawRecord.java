package dev.sluice.schemas.chunk;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code raw-chunks}, as any consumer gets it.
 *
 * @param key the file's id, the name of an open stream, or none
 * @param value the text
 * @param timestamp the broker's, in milliseconds
 * @param at its position
 */
public record RawRecord(
        byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp, RecordPosition at) {}
