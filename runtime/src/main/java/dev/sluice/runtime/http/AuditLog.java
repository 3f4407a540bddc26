package dev.sluice.runtime.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/** Logs each request to delete something, refused ones included: user, subject, client address and outcome. */
final class AuditLog extends HttpFilter {
    static final String LOGGER = "sluice.audit";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int MAX_LENGTH = 200;

    /** There is no sign-in. */
    private static final String USER = "anonymous";

    private final boolean trustForwardedFor;

    /** @param trustForwardedFor whether {@code X-Forwarded-For} is set by a trusted proxy */
    AuditLog(boolean trustForwardedFor) {
        this.trustForwardedFor = trustForwardedFor;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("DELETE")) {
            chain.doFilter(request, response);
            return;
        }
        int status = 500;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            log(request, status);
        }
    }

    private void log(HttpServletRequest request, int status) {
        String path = cut(request.getRequestURI());
        String client = request.getRemoteAddr();
        String forwarded = trustForwardedFor ? cut(request.getHeader("X-Forwarded-For")) : "-";
        String agent = cut(request.getHeader(HttpHeaders.USER_AGENT));
        String outcome = outcome(status);
        LOG.atInfo()
                .addKeyValue("audit_user", USER)
                .addKeyValue("audit_path", path)
                .addKeyValue("audit_client", client)
                .addKeyValue("audit_forwarded_for", forwarded)
                .addKeyValue("audit_outcome", outcome)
                .log(
                        "DELETE {} by {} from {} (forwarded for {}, agent {}): {}, status {}",
                        path,
                        USER,
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
            case 403, 421 -> "refused";
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
