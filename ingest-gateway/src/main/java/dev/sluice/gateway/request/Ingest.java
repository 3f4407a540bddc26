package dev.sluice.gateway.request;

import org.jspecify.annotations.Nullable;

/**
 * A small file that becomes one record.
 *
 * @param dataset the dataset of its rows
 * @param filename the client's name for it, or null
 * @param contentType its media type, without parameters
 * @param payload the bytes, unchecked
 */
public record Ingest(String dataset, @Nullable String filename, String contentType, byte[] payload) {}
