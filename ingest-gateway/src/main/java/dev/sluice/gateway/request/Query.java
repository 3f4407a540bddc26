package dev.sluice.gateway.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.net.URLDecoder;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query string, and of a form's parts before its file. A servlet's own {@code getParameter} would read, and
 * so use up, a body that was posted as {@code application/x-www-form-urlencoded}, as curl does unless told otherwise.
 */
public final class Query {
    private static final String ANY_FIELD = ".FIELD";

    private final Map<String, String> parameters = new TreeMap<>();

    /** @throws RefusedException if something in it isn't properly encoded, or is there twice */
    public Query(@Nullable String queryString) throws RefusedException {
        if (queryString == null) {
            return;
        }
        for (String pair : queryString.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!name.isEmpty()) {
                add(name, value);
            }
        }
    }

    /**
     * Adds a parameter that stood elsewhere.
     *
     * @throws RefusedException if there is one of that name
     */
    void add(String name, String value) throws RefusedException {
        if (parameters.put(name, value) != null) {
            throw new RefusedException(Problem.BAD_QUERY, "expected " + name + " once, found it again");
        }
    }

    /** The value of that name, unless it is blank. */
    Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /** The value of that name, blank or not. */
    Optional<String> exact(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** All values whose name is such, by name. */
    Map<String, String> all(Predicate<String> names) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.keySet().removeIf(names.negate());
        return all;
    }

    /**
     * Takes no other names than these. A name that is spelled wrong would be an option that is silently not followed.
     *
     * @param known the names; {@code map.FIELD} stands for all that begin with {@code map.}
     * @throws RefusedException if there is another
     */
    public void requireKnown(Collection<String> known) throws RefusedException {
        for (String name : parameters.keySet()) {
            if (!isKnown(name, known)) {
                throw new RefusedException(
                        Problem.BAD_QUERY,
                        "expected no other parameters than " + String.join(", ", known) + ", found " + name);
            }
        }
    }

    /** Whether a name is one of these; see {@link #requireKnown}. */
    static boolean isKnown(String name, Collection<String> known) {
        return known.stream().anyMatch(one -> matches(name, one));
    }

    private static boolean matches(String name, String known) {
        if (!known.endsWith(ANY_FIELD)) {
            return name.equals(known);
        }
        int prefix = known.length() - ANY_FIELD.length() + 1;
        return name.length() > prefix && name.startsWith(known.substring(0, prefix));
    }

    private static String decode(String encoded) throws RefusedException {
        try {
            return URLDecoder.decode(encoded, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Problem.BAD_QUERY, "expected percent-encoded UTF-8, found " + encoded, e);
        }
    }
}
