package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.ParameterParser;

/** Charsets by the names that clients give them. */
public final class Charsets {
    private static final String PARAMETER = "charset";

    private Charsets() {}

    /**
     * The charset parameter of a media type.
     *
     * @throws RefusedException if the charset is unknown
     */
    public static Optional<Charset> ofContentType(String contentType) throws RefusedException {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> parameters = parser.parse(contentType, ';');
        String name = parameters.get(PARAMETER);
        return name == null || name.isBlank() ? Optional.empty() : Optional.of(named(name));
    }

    /**
     * Finds a charset by name.
     *
     * @throws RefusedException if the charset is unknown
     */
    static Charset named(String name) throws RefusedException {
        try {
            return Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new RefusedException(
                    Problem.UNKNOWN_CHARSET,
                    "expected a charset such as UTF-8, UTF-16LE, windows-1252 or ISO-8859-1, found " + name,
                    e);
        }
    }
}
