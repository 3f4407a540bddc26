package dev.sluice.gateway.request;

import org.jspecify.annotations.Nullable;

/**
 * A little file that is to be one record.
 *
 * @param dataset what its values mean
 * @param filename its name at its owner, or null
 * @param contentType its media type, without parameters
 * @param payload as it came; may be anything
 */
public record Ingest(String dataset, @Nullable String filename, String contentType, byte[] payload) {}
