package dev.sluice.access.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secrets that sign sessions: the first one signs, all of them are accepted. */
public final class SessionKeys {
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys = new ArrayList<>();

    /**
     * @param current what signs
     * @param previous what signed before, and is accepted still; empty if there is none
     */
    public SessionKeys(String current, String previous) {
        if (current.isEmpty()) {
            throw new IllegalArgumentException("expected a key for sessions, found none");
        }
        add(current);
        if (!previous.isEmpty()) {
            add(previous);
        }
    }

    private void add(String secret) {
        keys.add(new SecretKeySpec(secret.getBytes(ISO_8859_1), ALGORITHM));
    }

    /**
     * Signs a text.
     *
     * @param purpose what the signature is for; one for another purpose isn't accepted
     */
    String sign(String purpose, String text) {
        return sign(keys.get(0), purpose, text);
    }

    /** Whether one of the keys has signed that. All are compared, each as a whole. */
    boolean isSigned(String purpose, String text, String signature) {
        boolean signed = false;
        for (SecretKeySpec key : keys) {
            signed |= MessageDigest.isEqual(sign(key, purpose, text).getBytes(UTF_8), signature.getBytes(UTF_8));
        }
        return signed;
    }

    private static String sign(SecretKeySpec key, String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(purpose.getBytes(UTF_8));
            mac.update((byte) 0);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java has " + ALGORITHM, e);
        }
    }
}
