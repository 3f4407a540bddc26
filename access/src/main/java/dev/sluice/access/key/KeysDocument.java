package dev.sluice.access.key;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.file.StrictReader;
import dev.sluice.runtime.http.Right;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys as a JSON document. */
public final class KeysDocument {
    /** The maximum number of keys. */
    public static final int MAX_KEYS = 1_000;

    private final StrictReader reader;
    private final Set<String> digests;

    private String name = "";
    private String sha256 = "";
    private Set<Right> rights = EnumSet.noneOf(Right.class);
    private boolean allFiles;
    private Quota quota = Quota.UNLIMITED;
    private Instant created = Instant.EPOCH;

    private KeysDocument(StrictReader reader, Set<String> digests) {
        this.reader = reader;
        this.digests = digests;
    }

    /**
     * Reads the document.
     *
     * @throws InvalidFileException with the line of the first fault
     */
    public static List<ApiKey> read(byte[] json) throws InvalidFileException {
        Set<String> digests = new HashSet<>();
        return StrictReader.read(
                json, reader -> reader.entries("keys", MAX_KEYS, each -> new KeysDocument(each, digests).key()));
    }

    /** Writes the document. */
    public static byte[] write(List<ApiKey> keys) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (ApiKey key : keys) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", key.name());
            one.put("sha256", key.sha256());
            one.put("rights", Right.words(key.rights()));
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
        return StrictReader.write("keys", all);
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }

    private ApiKey key() throws InvalidFileException {
        int line = reader.line();
        Set<String> seen = reader.object(
                "expected an object for each key", "name, sha256, rights, files, quotas and created", this::take);
        // Not by default: that would be the widest.
        for (String needed : List.of("name", "sha256", "rights", "files", "created")) {
            if (!seen.contains(needed)) {
                throw new InvalidFileException(line, "expected the property \"" + needed + "\" of a key");
            }
        }
        if (!digests.add(sha256)) {
            throw new InvalidFileException(line, "sha256: this key is in the file already");
        }
        try {
            return new ApiKey(name, sha256, rights, allFiles, quota, created);
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(line, String.valueOf(e.getMessage()));
        }
    }

    private boolean take(String property) throws InvalidFileException {
        switch (property) {
            case "name" -> name = reader.text(property);
            case "sha256" -> sha256 = reader.text(property);
            case "rights" -> rights = reader.rights();
            case "files" -> allFiles = reader.files();
            case "quotas" -> quota = quota();
            case "created" -> created = reader.time(property);
            default -> {
                return false;
            }
        }
        return true;
    }

    private Quota quota() throws InvalidFileException {
        int line = reader.line();
        Map<String, Long> values = new LinkedHashMap<>();
        Set<String> known = Set.of("uploads", "requests_per_second", "bytes_per_day");
        reader.object("quotas: expected an object", "uploads, requests_per_second and bytes_per_day", property -> {
            values.put(property, known.contains(property) ? reader.wholeNumber("quotas") : 0);
            return known.contains(property);
        });
        try {
            return new Quota(
                    small(values.get("uploads")),
                    small(values.get("requests_per_second")),
                    values.get("bytes_per_day"));
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(line, "quotas: " + e.getMessage());
        }
    }

    /** What doesn't fit is out of range in any case. */
    private static @Nullable Integer small(@Nullable Long value) {
        return value == null ? null : (int) Math.max(-1, Math.min(Integer.MAX_VALUE, value));
    }
}
