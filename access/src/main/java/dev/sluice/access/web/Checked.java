package dev.sluice.access.web;

import dev.sluice.access.key.ApiKey;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What was found about a request, for the filters after the first.
 *
 * @param requirement what it needs
 * @param key the client's key; null if it has no valid one
 * @param presented the number of keys that it carries, valid ones or not
 */
record Checked(Requirement requirement, @Nullable ApiKey key, int presented) {
    private static final String ATTRIBUTE = Checked.class.getName();

    static Checked of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Checked checked) {
            return checked;
        }
        throw new IllegalStateException("the filter for keys comes first");
    }

    void attach(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
