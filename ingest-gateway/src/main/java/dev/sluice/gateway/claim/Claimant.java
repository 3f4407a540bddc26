package dev.sluice.gateway.claim;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a claim.
 *
 * @param client the client's name; claims of different clients don't affect each other
 * @param idempotencyKey the client's key for the request, or null
 */
public record Claimant(String client, @Nullable String idempotencyKey) {}
