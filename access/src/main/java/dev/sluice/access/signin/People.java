package dev.sluice.access.signin;

import dev.sluice.access.session.FirstOperator;
import dev.sluice.access.session.Session;
import dev.sluice.access.session.Sessions;
import dev.sluice.access.session.SignIn;
import dev.sluice.access.user.CurrentUsers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The people who sign in with a password, and their sessions.
 *
 * @param firstOperator the way in for the first of them; null if this service has none
 */
public record People(
        CurrentUsers users,
        Sessions sessions,
        SignIn signIn,
        SessionCookie cookie,
        @Nullable FirstOperator firstOperator) {

    /** What a request carries as its session. */
    public List<String> tokens(HttpServletRequest request) {
        return cookie.in(request);
    }

    /** The header by which a browser keeps a session. */
    public String cookieOf(Session session) {
        return cookie.of(sessions.token(session));
    }

    /** Whether the first person can sign in by the token that was shown at the start. */
    public boolean awaitsFirst() {
        return firstOperator != null && firstOperator.isOpen() && users.isEmpty();
    }
}
