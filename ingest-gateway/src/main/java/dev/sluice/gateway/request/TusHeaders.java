package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headers of tus 1.0. */
public final class TusHeaders {
    public static final String VERSION = "1.0.0";
    public static final String RESUMABLE = "Tus-Resumable";
    public static final String SUPPORTED = "Tus-Version";
    public static final String LENGTH = "Upload-Length";
    public static final String OFFSET = "Upload-Offset";
    public static final String METADATA = "Upload-Metadata";
    public static final String EXPIRES = "Upload-Expires";
    /** The media type of a part of a file. */
    public static final String PART = "application/offset+octet-stream";

    /** The maximum length of the metadata, with which the head of a response must fit into its buffer. */
    public static final int METADATA_CHARS = 2 * 1024;

    private static final String OVERRIDE = "X-HTTP-Method-Override";
    private static final int MAX_DIGITS = 15;

    private TusHeaders() {}

    /**
     * Checks the version of the protocol.
     *
     * @throws RefusedException if the request is of another one, or of none
     */
    public static void requireVersion(HttpServletRequest request) throws RefusedException {
        String version = request.getHeader(RESUMABLE);
        if (!VERSION.equals(version)) {
            throw new RefusedException(
                    Problem.TUS_VERSION,
                    "expected the header " + RESUMABLE + ": " + VERSION + ", found " + shown(version));
        }
    }

    /**
     * Clients that can't send a PATCH send a POST instead. No other method may be sent so: its right wouldn't be
     * checked.
     *
     * @throws RefusedException if the request isn't a PATCH
     */
    public static void requirePatch(HttpServletRequest request) throws RefusedException {
        String method = request.getHeader(OVERRIDE);
        if (!"PATCH".equals(method)) {
            throw new RefusedException(
                    Problem.BAD_TUS_REQUEST,
                    "expected a PATCH, or a POST with " + OVERRIDE + ": PATCH, found " + shown(method));
        }
    }

    /**
     * Checks the media type.
     *
     * @throws RefusedException if the body isn't a part of a file
     */
    public static void requirePart(HttpServletRequest request) throws RefusedException {
        if (!isPart(request)) {
            throw new RefusedException(
                    Problem.UNSUPPORTED_BODY, "expected " + PART + ", found " + shown(request.getContentType()));
        }
    }

    /** Whether the body is a part of a file. */
    public static boolean isPart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().toLowerCase(Locale.ROOT).equals(PART);
    }

    /**
     * The value of a header.
     *
     * @throws RefusedException if it isn't a number of at least 0
     */
    public static long number(HttpServletRequest request, String header) throws RefusedException {
        String value = request.getHeader(header);
        if (value == null || !value.matches("[0-9]{1," + MAX_DIGITS + "}")) {
            throw new RefusedException(
                    Problem.BAD_TUS_REQUEST,
                    "expected the header " + header + " with a number of bytes, found " + shown(value));
        }
        return Long.parseLong(value);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "none" : value;
    }
}
