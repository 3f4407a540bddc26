package dev.sluice.runtime.http;

import dev.sluice.schemas.message.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * An error response of any service: a problem document (RFC 9457) with a stable {@code code}.
 *
 * @param status the HTTP status
 * @param code the stable code
 * @param title a summary
 * @param detail what was expected and what was found
 * @param retryAfter the time after which a retry makes sense; zero if a retry can't succeed
 * @param properties further members of the document
 */
public record ProblemDocument(
        int status, String code, String title, String detail, Duration retryAfter, Map<String, Object> properties) {
    public ProblemDocument {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    public ProblemDocument(int status, String code, String title, String detail) {
        this(status, code, title, detail, Duration.ZERO, Map.of());
    }

    /** The same problem, for which a retry makes sense after this time. */
    public ProblemDocument retryAfter(Duration wait) {
        return new ProblemDocument(status, code, title, detail, wait, properties);
    }

    /** The same problem with one more member. */
    public ProblemDocument with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new ProblemDocument(status, code, title, detail, retryAfter, more);
    }

    /** The response of a controller. */
    public ResponseEntity<ProblemDetail> response() {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (!retryAfter.isZero()) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfterSeconds());
        }
        return response.body(body());
    }

    /** The document as Spring represents it. */
    ProblemDetail body() {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), detail);
        body.setTitle(title);
        body.setProperty("code", code);
        properties.forEach(body::setProperty);
        return body;
    }

    /**
     * Sends the response where no controller is involved. A client that has disconnected is no failure of the server.
     *
     * @param instance the requested path, or null
     */
    public void send(HttpServletResponse response, @Nullable String instance) throws IOException {
        byte[] body = toJson(instance);
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (!retryAfter.isZero()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfterSeconds());
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The document in UTF-8. */
    byte[] toJson(@Nullable String instance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        if (instance != null) {
            document.put("instance", instance);
        }
        document.put("code", code);
        document.putAll(properties);
        return Json.MAPPER.writeValueAsBytes(document);
    }

    /** Whole seconds, rounded up. */
    private String retryAfterSeconds() {
        return Long.toString(retryAfter.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
