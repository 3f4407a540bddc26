package dev.sluice.access.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The secret text of a key. It is shown once, when it is made; all else has its SHA-256. */
public final class KeySecret {
    /** What all keys begin with, so that scanners of source code find those that were committed by mistake. */
    public static final String PREFIX = "slc_";

    private static final int RANDOM_BYTES = 32;

    private KeySecret() {}

    /** A new one, of 256 random bits. */
    public static String generate() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * The digest of a secret, as it is stored. A fast hash is enough, as 256 random bits can't be guessed.
     *
     * @param secret visible ASCII
     */
    public static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }

    /** The digest in hexadecimal. */
    public static String sha256Hex(String secret) {
        return HexFormat.of().formatHex(sha256(secret));
    }
}
