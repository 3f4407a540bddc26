package dev.sluice.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The name, parameters and identity of an upload.
 *
 * @param filename the name under which it is stored
 * @param parameters the other parameters of {@code POST /upload}, by their names
 * @param idempotencyKey 1 to 255 visible ASCII characters: of all uploads with the same key, one is stored
 */
public record Upload(String filename, Map<String, String> parameters, String idempotencyKey) {
    public Upload {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** An upload with the server's defaults and a new idempotency key. */
    public static Upload named(String filename) {
        return new Upload(filename, Map.of(), UUID.randomUUID().toString());
    }

    /** With a parameter of {@code POST /upload}, for example {@code dataset}. */
    public Upload with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(name, value);
        return new Upload(filename, all, idempotencyKey);
    }

    /** With all of these parameters of {@code POST /upload}. */
    public Upload with(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(others);
        return new Upload(filename, all, idempotencyKey);
    }

    /**
     * With the idempotency key of the program, for example the name of a report with its date: an upload that the program
     * repeats after a restart is then the same one.
     */
    public Upload withIdempotencyKey(String key) {
        return new Upload(filename, parameters, key);
    }
}
