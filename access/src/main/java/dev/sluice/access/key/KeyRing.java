package dev.sluice.access.key;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The valid keys. */
final class KeyRing {
    private final List<ApiKey> keys;
    private final List<byte[]> digests;

    KeyRing(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
        this.digests =
                keys.stream().map(key -> HexFormat.of().parseHex(key.sha256())).toList();
    }

    /** The key with that digest. The time it takes tells nothing about the keys: all are compared, each as a whole. */
    @Nullable
    ApiKey find(byte[] sha256) {
        ApiKey found = null;
        for (int i = 0; i < digests.size(); i++) {
            if (MessageDigest.isEqual(digests.get(i), sha256)) {
                found = keys.get(i);
            }
        }
        return found;
    }
}
