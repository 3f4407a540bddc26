package dev.sluice.gateway.claim;

import org.jspecify.annotations.Nullable;

/**
 * Who sends a request that stores something.
 *
 * @param client the name of the client, whose file it becomes
 * @param scope whose claims affect each other: of a client that sees only its own files its name, of all others the
 *     same text
 * @param idempotencyKey the client's key for the request, or null
 */
public record Claimant(
        String client, String scope, @Nullable String idempotencyKey) {}
