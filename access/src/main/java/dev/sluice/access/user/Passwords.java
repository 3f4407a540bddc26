package dev.sluice.access.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Hashes passwords with bcrypt, and compares them. A hash is in Spring Security's form, {@code {bcrypt}$2a$…}, so that
 * other algorithms can be added beside it.
 */
public final class Passwords {
    public static final int MIN_CHARACTERS = 10;
    /** In UTF-8: bcrypt uses no more. */
    public static final int MAX_BYTES = 72;

    private static final String PREFIX = "{bcrypt}";
    /** About a quarter of a second on a core of 2026. */
    private static final int COST = 12;
    /** Each step doubles the work: a hash in the file must not make a sign-in last for minutes. */
    private static final int MAX_COST = 15;

    private static final Pattern HASH = Pattern.compile("\\{bcrypt}\\$2[aby]\\$(\\d{2})\\$[./A-Za-z0-9]{53}");
    private static final BCryptPasswordEncoder ENCODER = new BCryptPasswordEncoder(COST);
    /** Of no password: what is compared for a name that doesn't exist, so that the time tells nothing about it. */
    private static final String NOBODY = PREFIX + "$2a$12$" + ".".repeat(53);

    private Passwords() {}

    /** Why a new password isn't accepted, in words; null if it is. */
    public static @Nullable String faultOf(String password) {
        int characters = password.codePointCount(0, password.length());
        if (characters < MIN_CHARACTERS) {
            return "expected a password of at least " + MIN_CHARACTERS + " characters, found " + characters;
        }
        if (password.indexOf('\0') >= 0) {
            return "expected a password without NUL characters, found one";
        }
        int bytes = normal(password).getBytes(UTF_8).length;
        return bytes > MAX_BYTES
                ? "expected a password of at most " + MAX_BYTES + " bytes in UTF-8, found " + bytes
                : null;
    }

    /** The hash of a password that {@link #faultOf} has no fault of. */
    public static String hash(String password) {
        return PREFIX + ENCODER.encode(normal(password));
    }

    /**
     * Whether it is the user's password. It takes as long if there is no such user.
     *
     * @param user null if no user has the name that was given
     */
    public static boolean matches(String password, @Nullable User user) {
        boolean possible = faultOf(password) == null;
        String hash = user == null ? NOBODY : user.password();
        boolean equal = ENCODER.matches(possible ? normal(password) : "-", hash.substring(PREFIX.length()));
        return possible && user != null && equal;
    }

    /**
     * Refuses what isn't a hash.
     *
     * @throws IllegalArgumentException with the reason
     */
    static void requireHash(String hash) {
        Matcher matcher = HASH.matcher(hash);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "password: expected {bcrypt} and a bcrypt hash, as ./sluice users writes it");
        }
        int cost = Integer.parseInt(matcher.group(1));
        if (cost < 4 || cost > MAX_COST) {
            throw new IllegalArgumentException("password: expected a bcrypt hash of cost 4 to " + MAX_COST);
        }
    }

    /** Keyboards write one letter in several ways. */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
