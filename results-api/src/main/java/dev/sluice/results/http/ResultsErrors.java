package dev.sluice.results.http;

import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Converts exceptions of this module's controllers to problem documents. */
@RestControllerAdvice(basePackages = "dev.sluice.results")
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ResultsErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ResultsErrors.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ResultsProblem problem) {
        return problem.document().response();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableQuery(InvalidParameterException refused) {
        return problem(ResultsProblem.unreadableQuery());
    }

    /** Reports a bug. Once a part of the response is sent, only closing the connection can show the error. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> internalError(RuntimeException bug, HttpServletResponse response) {
        if (response.isCommitted()) {
            throw bug;
        }
        LOG.error("A request failed", bug);
        return problem(ResultsProblem.internalError());
    }
}
