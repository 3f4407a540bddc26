package dev.sluice.access.web;

import dev.sluice.access.key.ApiKey;
import dev.sluice.access.session.Sessions;
import dev.sluice.runtime.http.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What was found about a request, for the filters after the first.
 *
 * @param requirement what it needs
 * @param caller who sent it; null if that isn't known
 * @param key the client's key; null if it isn't known by one
 * @param session the person's session; null if the caller isn't known by one
 * @param found what it carries to say who sent it, valid or not
 */
record Checked(
        Requirement requirement,
        @Nullable Caller caller,
        @Nullable ApiKey key,
        Sessions.@Nullable Current session,
        Found found) {
    private static final String ATTRIBUTE = Checked.class.getName();

    /** What a request carries to say who sent it. */
    enum Found {
        NONE,
        ONE,
        SEVERAL,
        /** A token that can't be checked, because its issuer doesn't answer. */
        UNCHECKED;

        static Found of(int number) {
            return number == 0 ? NONE : number == 1 ? ONE : SEVERAL;
        }
    }

    static Checked unknown(Requirement requirement, Found found) {
        return new Checked(requirement, null, null, null, found);
    }

    static Checked known(Requirement requirement, Caller caller) {
        return new Checked(requirement, caller, null, null, Found.ONE);
    }

    static Checked known(Requirement requirement, ApiKey key) {
        return new Checked(requirement, key.caller(), key, null, Found.ONE);
    }

    static Checked known(Requirement requirement, Sessions.Current session) {
        return new Checked(requirement, session.user().caller(), null, session, Found.ONE);
    }

    static Checked of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Checked checked) {
            return checked;
        }
        throw new IllegalStateException("the filter for callers comes first");
    }

    /** What was found about a request, or null where access control is off. */
    static @Nullable Checked ofAny(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Checked checked ? checked : null;
    }

    void attach(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
