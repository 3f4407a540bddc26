package dev.sluice.runtime.http;

import java.io.IOException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Refuses what CORS forbids with a problem, as everything else is refused; Spring's own answer is a text without a type. */
final class CorsProblems extends DefaultCorsProcessor {
    @Override
    protected void rejectRequest(ServerHttpResponse response) throws IOException {
        ProblemDocument problem = HttpProblems.forbiddenOrigin();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getBody().write(problem.toJson(null));
        response.flush();
    }
}
