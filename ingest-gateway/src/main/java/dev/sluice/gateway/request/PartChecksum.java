package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header {@code Upload-Checksum} of a part of a file. */
public final class PartChecksum {
    private static final String HEADER = "Upload-Checksum";
    private static final Map<String, String> ALGORITHMS = Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256");

    private final MessageDigest digest;
    private final byte[] expected;

    private PartChecksum(MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected;
    }

    /** The names of the algorithms, separated by commas. */
    public static String algorithms() {
        return "md5,sha1,sha256";
    }

    /**
     * The checksum of a request, if it has one.
     *
     * @throws RefusedException if its algorithm is unknown
     */
    public static Optional<PartChecksum> find(HttpServletRequest request) throws RefusedException {
        String header = request.getHeader(HEADER);
        if (header == null) {
            return Optional.empty();
        }
        String[] parts = header.strip().split(" ", 2);
        String algorithm = ALGORITHMS.get(parts[0]);
        if (algorithm == null || parts.length < 2) {
            throw bad(header, null);
        }
        try {
            return Optional.of(new PartChecksum(
                    MessageDigest.getInstance(algorithm), Base64.getDecoder().decode(parts[1].strip())));
        } catch (IllegalArgumentException e) {
            throw bad(header, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /**
     * Checks a part.
     *
     * @throws RefusedException if it has another checksum
     */
    public void verify(byte[] part) throws RefusedException {
        if (!MessageDigest.isEqual(expected, digest.digest(part))) {
            throw new RefusedException(
                    Problem.CHECKSUM_MISMATCH,
                    "expected a part with its Upload-Checksum, found another: send it again");
        }
    }

    private static RefusedException bad(String found, @Nullable Exception cause) {
        String detail =
                "expected " + HEADER + " with one of " + algorithms() + " and a value in Base64, found " + found;
        return cause == null
                ? new RefusedException(Problem.BAD_TUS_REQUEST, detail)
                : new RefusedException(Problem.BAD_TUS_REQUEST, detail, cause);
    }
}
