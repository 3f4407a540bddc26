package dev.sluice.access.web;

import dev.sluice.access.key.CurrentKeys;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the keys file can be used as it is now. No part of readiness: the keys before remain valid. */
final class AccessHealth implements HealthIndicator {
    private final CurrentKeys keys;

    AccessHealth(CurrentKeys keys) {
        this.keys = keys;
    }

    @Override
    public Health health() {
        String fault = keys.fault();
        Health.Builder health = fault == null ? Health.up() : Health.down().withDetail("keys_file", fault);
        return health.withDetail("keys", keys.size()).build();
    }
}
