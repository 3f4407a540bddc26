package dev.sluice.results.page;

import dev.sluice.runtime.http.SecurityHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Restricts what a browser may do with the web page: run the page's own scripts, and connect to its own server and to
 * the gateway. The page shows untrusted text: file names and cells.
 */
public final class PageHeaders extends OncePerRequestFilter {
    /** The paths of the page, of the page about the topics, and of all their parts. */
    public static final List<String> PATHS =
            List.of("/", "/index.html", "/docs/topics", "/topics.html", "/operations.html", "/page/*");

    private final String policy;

    /**
     * @param uploadUrl the URL of a gateway, or empty
     * @param others further origins that the page connects to
     */
    public PageHeaders(String uploadUrl, List<String> others) {
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
                + (uploadUrl.isEmpty() ? "" : " " + origin(URI.create(uploadUrl)))
                + others.stream().map(other -> " " + other).collect(Collectors.joining())
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(SecurityHeaders.POLICY, policy);
        // File times are equal in all builds, so conditional requests by time would give wrong answers.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        chain.doFilter(request, response);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}
