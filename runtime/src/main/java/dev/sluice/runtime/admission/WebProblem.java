package dev.sluice.runtime.admission;

import dev.sluice.runtime.http.ProblemDocument;
import java.time.Duration;

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

    ProblemDocument document(String detail) {
        return new ProblemDocument(status, code, title, detail).retryAfter(Duration.ofSeconds(retryAfter));
    }
}
