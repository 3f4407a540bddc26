package dev.sluice.schemas.dataset;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code pattern} constraint. The standard means XML Schema's regular expressions, of which Java's are a superset
 * but for a few; those are refused, as they would silently mean something else.
 */
final class PatternReader {
    /** Escapes for the characters of XML names, and the subtraction of one class from another. */
    private static final Pattern XML_ONLY = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[icIC]|-\\[");

    private PatternReader() {}

    /** The pattern, or null where it is a fault. */
    static @Nullable Pattern read(DocumentNode node) {
        String regex = node.string();
        if (regex == null) {
            return null;
        }
        if (XML_ONLY.matcher(regex).find()) {
            node.fault("\\i, \\c and the subtraction of classes are not supported, found " + Found.quoted(regex));
            return null;
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            node.fault("expected a regular expression, found " + Found.quoted(regex) + ", which is wrong at character "
                    + (e.getIndex() + 1) + ": " + e.getDescription());
            return null;
        }
    }
}
