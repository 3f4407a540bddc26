package dev.sluice.results.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.Json;
import java.util.UUID;

/**
 * The current state of something.
 *
 * @param name the kind of state
 * @param data the complete state as JSON: the last event replaces all earlier ones
 * @param id identifies this name and data: it is the same from every instance
 */
record LiveEvent(String name, String data, String id) {
    static LiveEvent of(String name, Object document) {
        String data = Json.MAPPER.writeValueAsString(document);
        UUID digest = UUID.nameUUIDFromBytes((name + data).getBytes(UTF_8));
        return new LiveEvent(name, data, Long.toHexString(digest.getMostSignificantBits()));
    }
}
