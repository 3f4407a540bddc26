package dev.sluice.access.key;

import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.message.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** The keys as a JSON document. Reading is strict: a misspelled property could otherwise widen what a key allows. */
public final class KeysDocument {
    /** The maximum number of keys. */
    public static final int MAX_KEYS = 1_000;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;

    private KeysDocument(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the document.
     *
     * @throws InvalidKeysException with the line of the first fault
     */
    public static List<ApiKey> read(byte[] json) throws InvalidKeysException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            return new KeysDocument(parser).keys();
        } catch (JacksonException e) {
            // Its own message may quote the file.
            TokenStreamLocation location = e.getLocation();
            throw new InvalidKeysException(location == null ? 1 : location.getLineNr(), "expected valid JSON");
        }
    }

    /** Writes the document. */
    public static byte[] write(List<ApiKey> keys) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (ApiKey key : keys) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", key.name());
            one.put("sha256", key.sha256());
            one.put("rights", key.rights().stream().sorted().map(Right::word).toList());
            one.put("files", key.allFiles() ? "all" : "own");
            Map<String, Object> quotas = new LinkedHashMap<>();
            put(quotas, "uploads", key.quota().uploads());
            put(quotas, "requests_per_second", key.quota().requestsPerSecond());
            put(quotas, "bytes_per_day", key.quota().bytesPerDay());
            if (!quotas.isEmpty()) {
                one.put("quotas", quotas);
            }
            one.put("created", key.created().toString());
            all.add(one);
        }
        byte[] json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(Map.of("keys", all));
        byte[] lines = Arrays.copyOf(json, json.length + 1);
        lines[json.length] = '\n';
        return lines;
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }

    private List<ApiKey> keys() throws InvalidKeysException {
        List<ApiKey> keys = new ArrayList<>();
        require(parser.nextToken() == JsonToken.START_OBJECT, "expected an object with the property \"keys\"");
        Set<String> seen = new HashSet<>();
        for (String property = next(seen); property != null; property = next(seen)) {
            require(property.equals("keys"), "expected the property \"keys\", found another");
            require(parser.nextToken() == JsonToken.START_ARRAY, "keys: expected an array");
            Set<String> digests = new HashSet<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                require(keys.size() < MAX_KEYS, "expected at most " + MAX_KEYS + " keys");
                int line = line();
                ApiKey key = key();
                if (!digests.add(key.sha256())) {
                    throw new InvalidKeysException(line, "sha256: this key is in the file already");
                }
                keys.add(key);
            }
        }
        require(seen.contains("keys"), "expected an object with the property \"keys\"");
        require(parser.nextToken() == null, "expected nothing after the object");
        return keys;
    }

    private ApiKey key() throws InvalidKeysException {
        int line = line();
        require(parser.currentToken() == JsonToken.START_OBJECT, "expected an object for each key");
        Set<String> seen = new HashSet<>();
        String name = "";
        String sha256 = "";
        Set<Right> rights = EnumSet.noneOf(Right.class);
        boolean allFiles = true;
        Quota quota = Quota.UNLIMITED;
        Instant created = Instant.EPOCH;
        for (String property = next(seen); property != null; property = next(seen)) {
            parser.nextToken();
            switch (property) {
                case "name" -> name = text(property);
                case "sha256" -> sha256 = text(property);
                case "rights" -> rights = rights();
                case "files" -> allFiles = files();
                case "quotas" -> quota = quota();
                case "created" -> created = time();
                default -> throw unknown("name, sha256, rights, files, quotas and created");
            }
        }
        // Not by default: that would be the widest.
        for (String needed : List.of("name", "sha256", "rights", "files", "created")) {
            if (!seen.contains(needed)) {
                throw new InvalidKeysException(line, "expected the property \"" + needed + "\" of a key");
            }
        }
        try {
            return new ApiKey(name, sha256, rights, allFiles, quota, created);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeysException(line, String.valueOf(e.getMessage()));
        }
    }

    private Set<Right> rights() throws InvalidKeysException {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        require(parser.currentToken() == JsonToken.START_ARRAY, "rights: expected an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Right right = Right.of(text("rights")).orElse(null);
            if (right == null) {
                throw fault("rights: expected read, write, delete or operate");
            }
            rights.add(right);
        }
        return rights;
    }

    private boolean files() throws InvalidKeysException {
        String files = text("files");
        require(files.equals("own") || files.equals("all"), "files: expected own or all");
        return files.equals("all");
    }

    private Instant time() throws InvalidKeysException {
        try {
            return Instant.parse(text("created"));
        } catch (DateTimeParseException e) {
            throw fault("created: expected a time such as 2026-12-01T08:00:00Z");
        }
    }

    private Quota quota() throws InvalidKeysException {
        require(parser.currentToken() == JsonToken.START_OBJECT, "quotas: expected an object");
        Set<String> seen = new HashSet<>();
        Integer uploads = null;
        Integer requests = null;
        Long bytes = null;
        int line = line();
        for (String property = next(seen); property != null; property = next(seen)) {
            require(
                    parser.nextToken() == JsonToken.VALUE_NUMBER_INT
                            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
                    "quotas: expected a whole number");
            long value = parser.getLongValue();
            switch (property) {
                case "uploads" -> uploads = small(value);
                case "requests_per_second" -> requests = small(value);
                case "bytes_per_day" -> bytes = value;
                default -> throw unknown("uploads, requests_per_second and bytes_per_day");
            }
        }
        try {
            return new Quota(uploads, requests, bytes);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeysException(line, "quotas: " + e.getMessage());
        }
    }

    /** What doesn't fit is out of range in any case. */
    private static int small(long value) {
        return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, value));
    }

    private String text(String property) throws InvalidKeysException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, property + ": expected a text");
        return parser.getString();
    }

    /** The name of the next property of an object, or null at its end. */
    private @Nullable String next(Set<String> seen) throws InvalidKeysException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        require(parser.currentToken() == JsonToken.PROPERTY_NAME, "expected a property");
        String name = parser.currentName();
        require(seen.add(name), "a property is there twice");
        return name;
    }

    private InvalidKeysException unknown(String known) {
        return fault("expected only the properties " + known);
    }

    private void require(boolean condition, String otherwise) throws InvalidKeysException {
        if (!condition) {
            throw fault(otherwise);
        }
    }

    private InvalidKeysException fault(String reason) {
        return new InvalidKeysException(line(), reason);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
