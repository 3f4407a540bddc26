package dev.sluice.runtime.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Sets security headers on each response, and refuses requests for other hosts and from other sites. */
final class RequestGuard extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient HostNames hosts;
    private final transient CrossSiteWrites crossSite;

    RequestGuard(HostNames hosts, CrossSiteWrites crossSite) {
        this.hosts = hosts;
        this.crossSite = crossSite;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        SecurityHeaders.set(response, path);
        String host = request.getHeader(HttpHeaders.HOST);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!hosts.allow(host)) {
            HttpProblems.unknownHost(String.valueOf(host)).send(response, path);
        } else if (crossSite.include(request.getMethod(), path, host, request.getHeader("Sec-Fetch-Site"), origin)) {
            HttpProblems.crossSite(origin).send(response, path);
        } else {
            chain.doFilter(request, response);
        }
    }
}
