package dev.sluice.access.web;

import dev.sluice.access.key.CurrentKeys;
import dev.sluice.access.signin.People;
import dev.sluice.access.user.CurrentUsers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the files with keys and people can be used as they are now. No part of readiness: those before remain valid. */
final class AccessHealth implements HealthIndicator {
    private final CurrentKeys keys;
    private final @Nullable CurrentUsers users;

    /** @param people null without a users file */
    AccessHealth(CurrentKeys keys, @Nullable People people) {
        this.keys = keys;
        this.users = people == null ? null : people.users();
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        fault(health, "keys_file", keys.fault());
        health.withDetail("keys", keys.size());
        if (users != null) {
            fault(health, "users_file", users.fault());
            health.withDetail("users", users.size());
        }
        return health.build();
    }

    private static void fault(Health.Builder health, String name, @Nullable String fault) {
        if (fault != null) {
            health.down().withDetail(name, fault);
        }
    }
}
