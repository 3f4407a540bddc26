package dev.sluice.runtime.http;

import dev.sluice.schemas.message.FileClients;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who sent a request.
 *
 * @param name the name of the client's key, or of the person; {@link #ANONYMOUS} if there is none
 * @param rights what it may do
 * @param allFiles whether it may use the files of all clients; false for those that it uploaded itself
 */
public record Caller(String name, Set<Right> rights, boolean allFiles) {
    /** The name of callers without a key, which no key may have. */
    public static final String ANONYMOUS = FileClients.ANONYMOUS;

    private static final String ATTRIBUTE = Caller.class.getName();
    /** Of all requests where access control is off. */
    private static final Caller ANYONE = new Caller(ANONYMOUS, EnumSet.allOf(Right.class), true);

    private static final Caller UNKNOWN = new Caller(ANONYMOUS, Set.of(), false);

    public Caller {
        rights = Set.copyOf(rights);
    }

    /** The caller of a request; where access control is off, an anonymous one with all rights. */
    public static Caller of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : ANYONE;
    }

    /** A caller without a valid key: no rights. */
    public static Caller unknown() {
        return UNKNOWN;
    }

    /** Makes it the caller of a request. */
    public void enter(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }
}
