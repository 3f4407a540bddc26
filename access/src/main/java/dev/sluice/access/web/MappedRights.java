package dev.sluice.access.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Checks, once Spring MVC has chosen a controller, that the filters demanded what that controller's operation needs. A
 * difference would be a bug, or an operation that the OpenAPI document lacks: it is refused.
 */
final class MappedRights implements HandlerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(MappedRights.class);

    private final Requirements requirements;
    private final Refusals refusals;

    MappedRights(Requirements requirements, Refusals refusals) {
        this.requirements = requirements;
        this.refusals = refusals;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        // The error page is a forward; an asynchronous dispatch comes after the first.
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (!first
                || !(handler instanceof HandlerMethod)
                || pattern == null
                || request.getMethod().equals(HttpMethod.OPTIONS.name())) {
            return true;
        }
        Requirement mapped = requirements.ofMapped(request, pattern.toString());
        Requirement checked = Checked.of(request).requirement();
        // Requested directly, the error page is an unknown path.
        if (checked.equals(mapped) || pattern.equals("/error")) {
            return true;
        }
        LOG.error("{} {} needs {}, but {} was checked", request.getMethod(), pattern, mapped, checked);
        refusals.forbid(request, response, null);
        return false;
    }
}
