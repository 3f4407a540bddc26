package dev.sluice.gateway.upload;

/**
 * The answer to a request that is stored.
 *
 * @param fileId the file
 * @param repeated whether an earlier request with the same idempotency key stored it
 */
public record Accepted(String fileId, boolean repeated) {}
