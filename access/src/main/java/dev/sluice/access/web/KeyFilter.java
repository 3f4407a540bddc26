package dev.sluice.access.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.CurrentKeys;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Finds out who sent a request, by its key. Whether the caller may do that is decided later. */
final class KeyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Caller SERVICE = new Caller("internal", EnumSet.allOf(Right.class), true);

    private final transient Requirements requirements;
    private final transient CurrentKeys keys;
    private final transient byte[] internalKey;

    /** @param internalKey the key that services send each other; empty if there is none */
    KeyFilter(Requirements requirements, CurrentKeys keys, String internalKey) {
        this.requirements = requirements;
        this.keys = keys;
        this.internalKey = internalKey.getBytes(ISO_8859_1);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // What comes from elsewhere must not be met as one with all rights.
        Caller.unknown().enter(request);
        Requirement requirement = requirements.of(request);
        if (requirement.key() == Requirement.Key.OF_SERVICES) {
            List<String> found = Credentials.ofService(request);
            new Checked(requirement, null, found.size()).attach(request);
            if (found.size() == 1 && isInternal(found.get(0))) {
                authenticate(request, SERVICE);
            }
        } else {
            List<String> found = Credentials.ofClient(request);
            ApiKey key = found.size() == 1 ? keys.find(found.get(0)) : null;
            new Checked(requirement, key, found.size()).attach(request);
            if (key != null) {
                authenticate(request, key.caller());
            }
        }
        chain.doFilter(request, response);
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
