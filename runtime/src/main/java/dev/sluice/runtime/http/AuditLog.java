package dev.sluice.runtime.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Logs each request to delete something, each that access control refuses, and each sign-in: caller, subject, client
 * address and outcome. It has the name of the caller, never a key or a password.
 */
public final class AuditLog extends HttpFilter {
    static final String LOGGER = "sluice.audit";

    private static final String REFUSED = AuditLog.class.getName() + ".refused";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int MAX_LENGTH = 200;

    private final boolean trustForwardedFor;
    private final transient Consumer<AuditEntry> kept;
    private final transient Clock clock;

    /**
     * @param trustForwardedFor whether {@code X-Forwarded-For} is set by a trusted proxy
     * @param kept takes each entry
     */
    AuditLog(boolean trustForwardedFor, Consumer<AuditEntry> kept, Clock clock) {
        this.trustForwardedFor = trustForwardedFor;
        this.kept = kept;
        this.clock = clock;
    }

    /** Has a request logged that access control refuses, whatever its method is. */
    public static void refused(HttpServletRequest request) {
        request.setAttribute(REFUSED, true);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        int status = 500;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            if (request.getMethod().equals("DELETE") || request.getAttribute(REFUSED) != null) {
                write(request, Caller.of(request).name(), outcome(status), status);
            }
        }
    }

    /**
     * Logs the outcome of a request, where that is known only after the filters: people who sign in.
     *
     * @param user who sent it
     */
    public void write(HttpServletRequest request, String user, String outcome, int status) {
        String method = cut(request.getMethod());
        String path = cut(request.getRequestURI());
        String client = request.getRemoteAddr();
        String forwarded = trustForwardedFor ? cut(request.getHeader("X-Forwarded-For")) : "-";
        String agent = cut(request.getHeader(HttpHeaders.USER_AGENT));
        kept.accept(new AuditEntry(
                clock.instant(),
                cut(user),
                method,
                path,
                client,
                trustForwardedFor ? forwarded : null,
                outcome,
                status));
        LOG.atInfo()
                .addKeyValue("audit_user", user)
                .addKeyValue("audit_path", path)
                .addKeyValue("audit_client", client)
                .addKeyValue("audit_forwarded_for", forwarded)
                .addKeyValue("audit_outcome", outcome)
                .log(
                        "{} {} by {} from {} (forwarded for {}, agent {}): {}, status {}",
                        method,
                        path,
                        user,
                        client,
                        forwarded,
                        agent,
                        outcome,
                        status);
    }

    private static String outcome(int status) {
        if (status < 300) {
            return "deleted";
        }
        return switch (status) {
            case 404 -> "not found";
            case 401, 403, 421, 429 -> "refused";
            default -> status < 500 ? "bad request" : "not confirmed";
        };
    }

    private static String cut(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "…" : text;
    }
}
