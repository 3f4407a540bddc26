package dev.sluice.runtime.admission;

import dev.sluice.runtime.http.SecurityHeaders;
import dev.sluice.schemas.message.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Why the server refuses a request before it reaches a service. */
enum WebProblem {
    TOO_MANY_REQUESTS("too-many-requests", 503, "Too many requests at once", 1),
    TOO_MANY_LARGE_ANSWERS("too-many-large-answers", 503, "Too many large answers at once", 2),
    UNEXPECTED_BODY("unexpected-body", 400, "The request has a body", 0);

    private final String code;
    private final int status;
    private final String title;
    private final int retryAfter;

    WebProblem(String code, int status, String title, int retryAfter) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.retryAfter = retryAfter;
    }

    String code() {
        return code;
    }

    void writeTo(HttpServletResponse response, String detail) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        document.put("code", code);
        byte[] body = Json.MAPPER.writeValueAsBytes(document);
        response.setStatus(status);
        // No later filter has seen the request.
        SecurityHeaders.set(response, "");
        response.setContentType("application/problem+json");
        if (retryAfter > 0) {
            response.setHeader("Retry-After", Integer.toString(retryAfter));
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
