package dev.sluice.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request's query string, and of nothing else: a servlet's own {@code getParameter} would read, and
 * so use up, a body that was posted as {@code application/x-www-form-urlencoded}, as curl does unless told otherwise.
 */
final class Query {
    private final Map<String, String> parameters = new TreeMap<>();

    /** @throws UploadException if something in it isn't properly encoded */
    Query(@Nullable String queryString) throws UploadException {
        if (queryString == null) {
            return;
        }
        for (String pair : queryString.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
    }

    /** The first value of that name, unless it is blank. */
    Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    private static String decode(String encoded) throws UploadException {
        try {
            return URLDecoder.decode(encoded, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UploadException(Problem.BAD_QUERY, "expected percent-encoded UTF-8, found " + encoded, e);
        }
    }
}
