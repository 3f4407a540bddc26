package dev.sluice.results.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Json;
import java.util.UUID;

/**
 * Something as it is now.
 *
 * @param name what it is
 * @param data all of it, as JSON: who has the last event needs none before
 * @param id of just that name and data, whoever sends it
 */
record LiveEvent(String name, String data, String id) {
    static LiveEvent of(String name, Object document) {
        String data = Json.MAPPER.writeValueAsString(document);
        UUID digest = UUID.nameUUIDFromBytes((name + data).getBytes(UTF_8));
        return new LiveEvent(name, data, Long.toHexString(digest.getMostSignificantBits()));
    }
}
