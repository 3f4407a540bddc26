package dev.sluice.runtime.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** The problems that every service has, whatever its controllers are. */
public final class HttpProblems {
    private HttpProblems() {}

    static ProblemDocument unknownHost(String found) {
        return new ProblemDocument(
                421,
                "unknown-host",
                "Unknown host",
                "expected a name of this server in the Host header (an IP address, localhost, the machine's own name, or one of "
                        + "sluice.http.allowed-hosts), found \"" + cut(found) + "\"");
    }

    static ProblemDocument crossSite(@Nullable String origin) {
        return new ProblemDocument(
                403,
                "cross-site",
                "Cross-site request",
                "expected a write from this server's own pages, from an origin in cors-origins or from a program, found one from "
                        + (origin == null ? "another site" : "the origin \"" + cut(origin) + "\""));
    }

    /** What CORS forbids: the origin isn't named where that is found. */
    static ProblemDocument forbiddenOrigin() {
        return new ProblemDocument(
                403,
                "cross-site",
                "Cross-site request",
                "expected a request of this server's own pages, of an origin and with a method that cors-origins allows, or of a "
                        + "program, found one of another site");
    }

    static ProblemDocument unknownPath(String found) {
        return new ProblemDocument(
                404, "unknown-path", "Unknown path", "expected a path of this server, found " + found);
    }

    /** A bug. */
    public static ProblemDocument internalError() {
        return new ProblemDocument(
                500, "internal-error", "Internal error", "Sluice failed to process the request; its log has the cause");
    }

    /** The problem for an error status of the server. */
    static ProblemDocument of(int status) {
        return switch (status) {
            case 404 -> unknownPath("another");
            case 500 -> internalError();
            default -> {
                HttpStatus known = HttpStatus.resolve(status);
                String title = known == null ? "Status " + status : known.getReasonPhrase();
                yield new ProblemDocument(
                        status,
                        code(status),
                        title,
                        "expected a valid HTTP request that this server supports, found another");
            }
        };
    }

    /** The name of the status, such as {@code method-not-allowed}. */
    static String code(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null
                ? "status-" + status
                : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String cut(String found) {
        return found.length() > 100 ? found.substring(0, 100) + "…" : found;
    }
}
