package dev.sluice.objects.store;

import dev.sluice.tabular.text.Limits;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object as its store describes it.
 *
 * @param key its name within the location
 * @param size in bytes
 * @param etag of its content: another one after each change; opaque
 * @param modified when it was written, by the store's clock
 * @param metadata as it was given when it was written; empty in listings
 */
public record StoredObject(String key, long size, String etag, Instant modified, Map<String, String> metadata) {
    public StoredObject {
        Limits.count("size", size);
        metadata = Map.copyOf(new TreeMap<>(metadata));
    }
}
