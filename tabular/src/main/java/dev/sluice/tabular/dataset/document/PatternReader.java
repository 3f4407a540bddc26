package dev.sluice.tabular.dataset.document;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.tabular.text.FoundText;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code pattern} constraint, in the syntax of RE2: matching takes time in proportion to the text, whatever the
 * pattern. The standard means XML Schema's regular expressions, nearly all of which RE2 has; what it hasn't is refused, as is
 * what would silently mean something else.
 */
final class PatternReader {
    /** Escapes for the characters of XML names, and the subtraction of one class from another. */
    private static final java.util.regex.Pattern XML_ONLY =
            java.util.regex.Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[icIC]|-\\[");

    private PatternReader() {}

    /** The pattern, or null where it is a fault. */
    static @Nullable Pattern read(DocumentNode node) {
        String regex = node.string();
        if (regex == null) {
            return null;
        }
        if (XML_ONLY.matcher(regex).find()) {
            node.fault("\\i, \\c and the subtraction of classes are not supported, found " + FoundText.quoted(regex));
            return null;
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            node.fault("expected a regular expression of RE2, which has neither backreferences nor look-around, found "
                    + FoundText.quoted(regex) + ": " + e.getDescription()
                    + (e.getPattern().isEmpty() ? "" : ": " + FoundText.quoted(e.getPattern())));
            return null;
        }
    }
}
