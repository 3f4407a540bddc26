package dev.sluice.access.web;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.CurrentKeys;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.oidc.IssuerUnavailableException;
import dev.sluice.access.oidc.TokenCallers;
import dev.sluice.access.session.Session;
import dev.sluice.access.session.Sessions;
import dev.sluice.access.signin.People;
import dev.sluice.access.web.Checked.Found;
import dev.sluice.access.web.Credentials.Credential;
import dev.sluice.runtime.http.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Knows callers by keys, by tokens of an issuer, and by sessions. */
final class Callers {
    private final CurrentKeys keys;
    private final @Nullable TokenCallers tokens;
    private final @Nullable People people;

    /**
     * @param tokens null if there is no issuer
     * @param people null without a users file
     */
    Callers(CurrentKeys keys, @Nullable TokenCallers tokens, @Nullable People people) {
        this.keys = keys;
        this.tokens = tokens;
        this.people = people;
    }

    /** Who sent a request. What is in its headers counts before its cookie, which browsers send unasked. */
    Checked find(HttpServletRequest request, Requirement requirement) {
        List<Credential> found = Credentials.of(request);
        if (found.isEmpty()) {
            return bySession(request, requirement);
        }
        if (found.size() > 1) {
            return Checked.unknown(requirement, Found.SEVERAL);
        }
        Credential one = found.get(0);
        if (tokens != null && one.bearer() && !one.text().startsWith(KeySecret.PREFIX)) {
            return byToken(tokens, one.text(), requirement);
        }
        ApiKey key = keys.find(one.text());
        return key == null ? Checked.unknown(requirement, Found.ONE) : Checked.known(requirement, key);
    }

    private static Checked byToken(TokenCallers tokens, String token, Requirement requirement) {
        try {
            Caller caller = tokens.find(token);
            return caller == null ? Checked.unknown(requirement, Found.ONE) : Checked.known(requirement, caller);
        } catch (IssuerUnavailableException e) {
            return Checked.unknown(requirement, Found.UNCHECKED);
        }
    }

    private Checked bySession(HttpServletRequest request, Requirement requirement) {
        List<String> found = people == null ? List.of() : people.tokens(request);
        Sessions.Current session =
                people != null && found.size() == 1 ? people.sessions().find(found.get(0)) : null;
        return session == null
                ? Checked.unknown(requirement, Found.of(found.size()))
                : Checked.known(requirement, session);
    }

    /** Has the browser keep a session for longer, if it is time for that. */
    void renew(Sessions.Current current, HttpServletResponse response) {
        Session renewed = people == null ? null : people.sessions().renewed(current);
        if (people != null && renewed != null) {
            response.addHeader(HttpHeaders.SET_COOKIE, people.cookieOf(renewed));
        }
    }
}
