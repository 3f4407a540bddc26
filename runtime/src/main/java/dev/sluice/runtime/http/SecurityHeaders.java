package dev.sluice.runtime.http;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** What a browser may do with a response: nothing, if it is data. A page that needs more replaces the policy. */
public final class SecurityHeaders {
    /** The header of the policy that a page replaces. */
    public static final String POLICY = "Content-Security-Policy";

    static final String DATA = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Swagger UI uses inline styles, and sends requests to the server that it comes from. */
    static final String API_PAGE = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private SecurityHeaders() {}

    /**
     * Sets the headers.
     *
     * @param path the requested path; empty where it doesn't matter
     */
    public static void set(HttpServletResponse response, String path) {
        ALWAYS.forEach(response::setHeader);
        response.setHeader(POLICY, path.startsWith("/swagger-ui/") ? API_PAGE : DATA);
    }
}
