package dev.sluice.results.page;

import dev.sluice.runtime.http.SecurityHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What a browser may do with the web page and nothing more: run the scripts that come with it, and talk to where it comes from
 * and where it uploads to. File names and cells of strangers are shown on it.
 */
public final class PageHeaders extends OncePerRequestFilter {
    /** The page itself, that of the topics, and all that they are made of. */
    public static final List<String> PATHS = List.of("/", "/index.html", "/docs/topics", "/topics.html", "/page/*");

    private final String policy;

    /** @param uploadUrl where a gateway is, or empty */
    public PageHeaders(String uploadUrl) {
        policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
                + (uploadUrl.isEmpty() ? "" : " " + origin(URI.create(uploadUrl)))
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(SecurityHeaders.POLICY, policy);
        // Equal builds have equal times of their files, so a browser that asks whether one has changed would be told
        // wrong.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        chain.doFilter(request, response);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}
