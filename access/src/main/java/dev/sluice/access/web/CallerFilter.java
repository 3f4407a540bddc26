package dev.sluice.access.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.access.settings.InternalKey;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Finds out who sent a request. Whether the caller may do that is decided later. */
final class CallerFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Caller SERVICE = new Caller("internal", EnumSet.allOf(Right.class), true);

    private final transient Requirements requirements;
    private final transient Callers callers;
    private final transient byte[] internalKey;
    private final transient ServiceCertificates services;

    /** @param internalKey the key that services send each other; empty if there is none */
    CallerFilter(Requirements requirements, Callers callers, String internalKey, ServiceCertificates services) {
        this.services = services;
        this.requirements = requirements;
        this.callers = callers;
        this.internalKey = internalKey.getBytes(ISO_8859_1);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // What comes from elsewhere must not be met as one with all rights.
        Caller.unknown().enter(request);
        Requirement requirement = requirements.of(request);
        Checked checked = requirement.key() == Requirement.Key.OF_SERVICES
                ? service(request, requirement)
                : callers.find(request, requirement);
        checked.attach(request);
        if (checked.caller() != null) {
            authenticate(request, checked.caller());
        }
        if (checked.session() != null) {
            callers.renew(checked.session(), response);
        }
        chain.doFilter(request, response);
    }

    private Checked service(HttpServletRequest request, Requirement requirement) {
        List<String> found = Collections.list(request.getHeaders(InternalKey.HEADER));
        boolean internal = found.isEmpty() ? services.include(request) : found.size() == 1 && isInternal(found.get(0));
        return internal
                ? Checked.known(requirement, SERVICE)
                : Checked.unknown(requirement, Checked.Found.of(found.size()));
    }

    private boolean isInternal(@Nullable String found) {
        return found != null
                && internalKey.length > 0
                && MessageDigest.isEqual(internalKey, found.getBytes(ISO_8859_1));
    }

    private static void authenticate(HttpServletRequest request, Caller caller) {
        caller.enter(request);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new PreAuthenticatedAuthenticationToken(
                caller.name(),
                "",
                AuthorityUtils.createAuthorityList(
                        caller.rights().stream().map(Right::word).toArray(String[]::new))));
        SecurityContextHolder.setContext(context);
    }
}
