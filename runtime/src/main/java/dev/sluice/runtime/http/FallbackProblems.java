package dev.sluice.runtime.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Adds a {@code code} to the problems of Spring itself (unknown paths, wrong methods, unacceptable types): the name of
 * the status, such as {@code method-not-allowed}, and {@code unknown-path}.
 */
@RestControllerAdvice
final class FallbackProblems extends ResponseEntityExceptionHandler {
    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDocument problem = HttpProblems.unknownPath(e.getHttpMethod() + " /" + e.getResourcePath());
        return handleExceptionInternal(e, problem.body(), headers, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem
                && (problem.getProperties() == null || !problem.getProperties().containsKey("code"))) {
            problem.setProperty("code", HttpProblems.code(status.value()));
        }
        return super.createResponseEntity(body, headers, status, request);
    }
}
