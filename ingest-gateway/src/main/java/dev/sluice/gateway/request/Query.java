package dev.sluice.gateway.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.tabular.header.ReadOptions;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query string, and of a form's parts before its file. The servlet's own {@code getParameter} isn't
 * used: it would consume a body that was posted as {@code application/x-www-form-urlencoded}, which is curl's default.
 */
public final class Query {
    private static final String ANY_FIELD = ".FIELD";

    private final Map<String, List<String>> parameters = new TreeMap<>();

    /** @throws RefusedException if a parameter isn't properly encoded, or occurs twice */
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
     * Adds a parameter from outside the query string.
     *
     * @throws RefusedException if there is one of that name already, and it takes only one value
     */
    void add(String name, String value) throws RefusedException {
        List<String> values = parameters.computeIfAbsent(name, first -> new ArrayList<>());
        if (!values.isEmpty() && !ReadOptions.isList(name)) {
            throw new RefusedException(Problem.BAD_QUERY, "expected " + name + " once, found it again");
        }
        values.add(value);
    }

    /** The parameters as a query string. */
    public String text() {
        return parameters.entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .map(value -> URLEncoder.encode(each.getKey(), UTF_8) + "=" + URLEncoder.encode(value, UTF_8)))
                .collect(Collectors.joining("&"));
    }

    /** The value of a parameter, unless it is blank. */
    Optional<String> find(String name) {
        return exact(name).filter(value -> !value.isBlank());
    }

    /** The value of a parameter, blank or not. */
    Optional<String> exact(String name) {
        return Optional.ofNullable(parameters.get(name)).map(ReadOptions::list);
    }

    /** The parameters whose names match, by name; several values of one as a CSV record. */
    Map<String, String> all(Predicate<String> names) {
        Map<String, String> all = new TreeMap<>();
        parameters.forEach((name, values) -> {
            if (names.test(name)) {
                all.put(name, ReadOptions.list(values));
            }
        });
        return all;
    }

    /**
     * The parameters that say how to read a file.
     *
     * @throws RefusedException if one is invalid
     */
    ReadOptions readOptions() throws RefusedException {
        try {
            return ReadOptions.of(all(ReadOptions::isOption));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Problem.BAD_OPTIONS, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Refuses unknown names: a misspelt option would otherwise be ignored silently.
     *
     * @param known the names; {@code map.FIELD} stands for all that begin with {@code map.}
     * @throws RefusedException if there is another name
     */
    public void requireKnown(Collection<String> known) throws RefusedException {
        for (String name : parameters.keySet()) {
            if (!isKnown(name, known)) {
                throw new RefusedException(
                        Problem.BAD_QUERY,
                        "expected only the parameters " + String.join(", ", known) + ", found " + name);
            }
        }
    }

    /** Whether a name is known; see {@link #requireKnown}. */
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
