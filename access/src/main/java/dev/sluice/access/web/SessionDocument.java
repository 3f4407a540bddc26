package dev.sluice.access.web;

import dev.sluice.access.oidc.Issuer;
import dev.sluice.access.oidc.IssuerUnavailableException;
import dev.sluice.access.session.Session;
import dev.sluice.access.settings.AccessProperties;
import dev.sluice.access.signin.People;
import dev.sluice.runtime.http.Caller;
import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.message.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says who is signed in, and how one signs in. */
final class SessionDocument {
    private final @Nullable AccessProperties properties;
    private final @Nullable People people;
    private final @Nullable Issuer issuer;

    /**
     * @param properties null where access control is off
     * @param people null without a users file
     * @param issuer null if there is none
     */
    SessionDocument(@Nullable AccessProperties properties, @Nullable People people, @Nullable Issuer issuer) {
        this.properties = properties;
        this.people = people;
        this.issuer = issuer;
    }

    /** For a request; null where access control is off. */
    byte[] of(@Nullable Checked checked, Caller caller) {
        if (checked == null) {
            return document(caller, "anyone", null);
        }
        Session session = checked.session() == null ? null : checked.session().session();
        if (session != null) {
            return document(caller, "session", session);
        }
        return document(checked.caller(), checked.key() == null ? "token" : "key", null);
    }

    /** For a person who has signed in by the request itself. */
    byte[] of(Caller caller, Session session) {
        return document(caller, "session", session);
    }

    private byte[] document(@Nullable Caller caller, String by, @Nullable Session session) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("signed_in", caller != null);
        if (caller != null) {
            all.put("name", caller.name());
            all.put("by", by);
            all.put("rights", Right.words(caller.rights()));
            all.put("files", caller.allFiles() ? "all" : "own");
        }
        if (session != null && people != null) {
            all.put("expires", session.expires().toString());
            all.put("csrf_token", people.sessions().csrfToken(session));
        }
        all.put("ways", ways());
        return Json.MAPPER.writeValueAsBytes(all);
    }

    private Map<String, Object> ways() {
        Map<String, Object> ways = new LinkedHashMap<>();
        ways.put("key", properties != null && properties.keysFile() != null);
        ways.put("password", people != null);
        ways.put("first_operator", people != null && people.awaitsFirst());
        if (issuer != null && !issuer.properties().clientId().isEmpty()) {
            ways.put("issuer", issuer(issuer));
        }
        return ways;
    }

    private static Map<String, Object> issuer(Issuer issuer) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("url", issuer.properties().issuer());
        about.put("client_id", issuer.properties().clientId());
        about.put("scope", issuer.properties().scope());
        try {
            Issuer.Endpoints endpoints = issuer.endpoints();
            about.put("authorization_endpoint", endpoints.authorization().toString());
            about.put("token_endpoint", endpoints.token().toString());
            if (endpoints.endSession() != null) {
                about.put("end_session_endpoint", endpoints.endSession().toString());
            }
        } catch (IssuerUnavailableException e) {
            // The page says so, and asks again.
            return about;
        }
        return about;
    }
}
