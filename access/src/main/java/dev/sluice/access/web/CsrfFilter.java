package dev.sluice.access.web;

import dev.sluice.access.session.Sessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Refuses writes of a session that don't carry its CSRF token. A browser sends the cookie with whatever a page asks for;
 * only the page that has signed in, or asked who is signed in, knows the token. Keys and tokens of issuers need none, as
 * no browser sends them by itself.
 */
final class CsrfFilter extends HttpFilter {
    static final String HEADER = "x-csrf-token";

    private static final long serialVersionUID = 1L;
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final transient Sessions sessions;
    private final transient Refusals refusals;

    CsrfFilter(Sessions sessions, Refusals refusals) {
        this.sessions = sessions;
        this.refusals = refusals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Checked checked = Checked.of(request);
        Sessions.Current session = checked.session();
        // What needs no caller doesn't depend on the session.
        if (session != null
                && checked.requirement().key() != Requirement.Key.NONE
                && !READS.contains(request.getMethod())) {
            String token = request.getHeader(HEADER);
            if (token == null || !sessions.isCsrfToken(session.session(), token)) {
                refusals.csrf(request, response, token == null);
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
