package dev.sluice.gateway.settings;

import dev.sluice.runtime.settings.Settings;
import java.time.Duration;

/**
 * Settings of claims. All gateways must have the same.
 *
 * @param refuseDuplicates whether an upload is refused if its content is stored already, unless the request says
 * @param max the maximum number of live claims; beyond it the oldest is given up
 * @param patience how long a request waits for the outcome of another one
 */
public record ClaimSettings(boolean refuseDuplicates, int max, Duration patience) {
    static ClaimSettings read(Settings settings) {
        return new ClaimSettings(
                settings.text("gateway.duplicates", "refuse", "allow|refuse", "allow or refuse")
                        .equals("refuse"),
                settings.integer("gateway.max-claims", 100_000, 100, 100_000_000),
                settings.duration(
                        "gateway.claim-wait", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofMinutes(5)));
    }
}
