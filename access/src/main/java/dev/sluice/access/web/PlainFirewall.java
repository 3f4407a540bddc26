package dev.sluice.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;

/**
 * Lets all paths pass. Spring Security's own firewall refuses encoded slashes, semicolons and percent signs, because
 * rules of others may read them in another way than the controllers do. {@link Requirements} read them in the same way,
 * and keys of series have such characters.
 */
final class PlainFirewall implements HttpFirewall {
    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return new FirewalledRequest(request) {
            @Override
            public void reset() {
                // There is nothing to undo.
            }
        };
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return response;
    }
}
