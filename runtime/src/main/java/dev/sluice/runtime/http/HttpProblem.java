package dev.sluice.runtime.http;

import dev.sluice.schemas.message.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * A problem that no controller reports, in the form of all others.
 *
 * @param status the HTTP status
 * @param code the stable code
 * @param title a summary
 * @param detail what was expected and what was found
 */
record HttpProblem(int status, String code, String title, String detail) {
    static HttpProblem unknownHost(String found) {
        return new HttpProblem(
                421,
                "unknown-host",
                "Unknown host",
                "expected a name of this server in the Host header (an IP address, localhost, the machine's own name, or one of "
                        + "sluice.http.allowed-hosts), found \"" + cut(found) + "\"");
    }

    static HttpProblem crossSite(@Nullable String origin) {
        return new HttpProblem(
                403,
                "cross-site",
                "Cross-site request",
                "expected a write from this server's own pages, from an origin in cors-origins or from a program, found one from "
                        + (origin == null ? "another site" : "the origin \"" + cut(origin) + "\""));
    }

    /** What CORS forbids: the origin isn't named where that is found. */
    static HttpProblem forbiddenOrigin() {
        return new HttpProblem(
                403,
                "cross-site",
                "Cross-site request",
                "expected a request of this server's own pages, of an origin and with a method that cors-origins allows, or of a "
                        + "program, found one of another site");
    }

    /** The problem for an error status of the server. */
    static HttpProblem of(int status) {
        return switch (status) {
            case 404 ->
                new HttpProblem(404, "unknown-path", "Unknown path", "expected a path of this server, found another");
            case 500 ->
                new HttpProblem(
                        500,
                        "internal-error",
                        "Internal error",
                        "Sluice failed to process the request; its log has the cause");
            default -> {
                HttpStatus known = HttpStatus.resolve(status);
                String title = known == null ? "Status " + status : known.getReasonPhrase();
                yield new HttpProblem(
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

    /** Sends the problem. A client that has disconnected is no failure of the server. */
    void send(HttpServletResponse response, @Nullable String instance) throws IOException {
        byte[] body = document(instance);
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The document itself, in UTF-8. */
    byte[] document(@Nullable String instance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        if (instance != null) {
            document.put("instance", instance);
        }
        document.put("code", code);
        return Json.MAPPER.writeValueAsBytes(document);
    }

    private static String cut(String found) {
        return found.length() > 100 ? found.substring(0, 100) + "…" : found;
    }
}
