package dev.sluice.access.web;

import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;

/** Decides whether a caller may do what a request asks for. */
final class Decision implements AuthorizationManager<HttpServletRequest> {
    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends Authentication> authentication, HttpServletRequest request) {
        Requirement requirement = Checked.of(request).requirement();
        if (requirement.key() == Requirement.Key.NONE) {
            return new AuthorizationDecision(true);
        }
        // Throws if there is none, which becomes a 401.
        boolean known = authentication.get().isAuthenticated();
        Right right = requirement.right();
        return new AuthorizationDecision(
                known && (right == null || Caller.of(request).may(right)));
    }
}
