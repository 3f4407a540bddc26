package dev.sluice.access.web;

import dev.sluice.access.settings.InternalKey;
import dev.sluice.runtime.http.AuditLog;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.ProblemDocument;
import dev.sluice.runtime.http.Right;
import dev.sluice.runtime.http.TrustedOrigins;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Refuses requests with problems, and has them counted ({@code sluice.access.refused}) and logged. Never by {@code
 * sendError}: the error page is one more request, for which there is no caller.
 */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final ProblemDocument ISSUER_UNAVAILABLE = new ProblemDocument(
                    503,
                    "issuer-unavailable",
                    "The issuer of tokens doesn't answer",
                    "expected an answer of the issuer of the token, without which it can't be checked, found none")
            .retryAfter(Duration.ofSeconds(5));

    private final MeterRegistry registry;
    private final String expected;
    private final List<TrustedOrigins> trusted;

    /**
     * @param expected what a request may carry to say who sent it, in words
     * @param trusted origins whose pages may read refusals
     */
    Refusals(MeterRegistry registry, String expected, List<TrustedOrigins> trusted) {
        this.registry = registry;
        this.expected = expected;
        this.trusted = List.copyOf(trusted);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        Checked checked = Checked.of(request);
        if (checked.found() == Checked.Found.UNCHECKED) {
            refuse(request, response, ISSUER_UNAVAILABLE);
            return;
        }
        boolean service = checked.requirement().key() == Requirement.Key.OF_SERVICES;
        String expected = service ? "a valid key in the header " + InternalKey.HEADER : this.expected;
        String found =
                switch (checked.found()) {
                    case NONE -> "none";
                    case ONE -> "one that isn't valid";
                    default -> "more than one";
                };
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                checked.found() == Checked.Found.NONE
                        ? "Bearer realm=\"sluice\""
                        : "Bearer realm=\"sluice\", error=\"invalid_token\"");
        refuse(
                request,
                response,
                new ProblemDocument(
                        401, "unauthenticated", "Key required", "expected " + expected + ", found " + found));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        forbid(request, response, Checked.of(request).requirement().right());
    }

    /** @param missing the missing right; null if the operation is closed to all */
    void forbid(HttpServletRequest request, HttpServletResponse response, @Nullable Right missing) throws IOException {
        Caller caller = Caller.of(request);
        String rights = String.join(", ", Right.words(caller.rights()));
        boolean key = Checked.of(request).key() != null;
        String who = key ? "a key" : "a person";
        String one = key ? "key" : "person";
        ProblemDocument problem = new ProblemDocument(
                403,
                "forbidden",
                "Right missing",
                missing == null
                        ? "expected an operation that a right allows, found another"
                        : "expected " + who + " with the right " + missing.word() + ", found the " + one + " \""
                                + caller.name() + "\" with " + (rights.isEmpty() ? "none" : rights));
        refuse(request, response, missing == null ? problem : problem.with("right", missing.word()));
    }

    /** @param missing whether the request has no CSRF token; otherwise it has one of another session */
    void csrf(HttpServletRequest request, HttpServletResponse response, boolean missing) throws IOException {
        refuse(
                request,
                response,
                new ProblemDocument(
                        403,
                        "csrf-token",
                        "CSRF token required",
                        "expected the session's CSRF token in the header " + CsrfFilter.HEADER + ", found "
                                + (missing ? "none" : "another")));
    }

    /**
     * Refuses a request of a client that has used up a quota.
     *
     * @param quota the name of the quota, as the keys file has it
     * @param detail what was expected and what was found
     * @param wait the time after which a retry makes sense; zero if a retry can't succeed
     */
    void exceeded(HttpServletRequest request, HttpServletResponse response, String quota, String detail, Duration wait)
            throws IOException {
        refuse(
                request,
                response,
                new ProblemDocument(429, "quota-exceeded", "Quota used up", detail)
                        .with("quota", quota)
                        .retryAfter(wait));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, ProblemDocument problem)
            throws IOException {
        registry.counter("sluice.access.refused", "code", problem.code()).increment();
        AuditLog.refused(request);
        letPageRead(request, response);
        problem.send(response, request.getRequestURI());
    }

    /** Spring MVC, which does so for other answers, comes later: without it a page can't tell why it is refused. */
    private void letPageRead(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String path = request.getRequestURI();
        if (origin != null && trusted.stream().anyMatch(each -> each.include(path, origin))) {
            response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            if (trusted.stream().anyMatch(each -> each.origins().contains(origin))) {
                response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            }
            response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, HttpHeaders.RETRY_AFTER);
            response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
    }
}
