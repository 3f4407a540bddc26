package dev.sluice.gateway.web;

import dev.sluice.gateway.problem.ProblemAnswers;
import dev.sluice.gateway.problem.RefusedException;
import java.io.IOException;
import java.util.function.Consumer;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Counts and answers the refused requests of an endpoint, which the subclass names. */
abstract class RefusalAnswers {
    private final Consumer<RefusedException> count;

    RefusalAnswers(Consumer<RefusedException> count) {
        this.count = count;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedException refusal) {
        count.accept(refusal);
        return ProblemAnswers.of(refusal, status(refusal));
    }

    /** The HTTP status of the answer. */
    int status(RefusedException refusal) {
        return refusal.problem().status();
    }

    /** Answers a request whose connection broke before its first bytes. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> brokenOff(IOException why) {
        return refused(RefusedException.brokenOff("the request broke off before its first bytes", why));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(RuntimeException failure) {
        return refused(ProblemAnswers.internal(failure));
    }
}
