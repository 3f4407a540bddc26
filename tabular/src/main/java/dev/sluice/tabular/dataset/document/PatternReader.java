package dev.sluice.tabular.dataset.document;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.tabular.text.FoundText;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code pattern} constraint, in the syntax of RE2, which matches in time linear in the length of the text,
 * whatever the pattern. The standard specifies XML Schema's regular expressions, nearly all of which RE2 supports; the
 * rest is refused, as is syntax that would silently have another meaning.
 */
final class PatternReader {
    /** Escapes for characters of XML names, and character class subtraction. */
    private static final java.util.regex.Pattern XML_ONLY =
            java.util.regex.Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\[icIC]|-\\[");

    private PatternReader() {}

    /** The pattern, or null if it is invalid. */
    static @Nullable Pattern read(DocumentNode node) {
        String regex = node.string();
        if (regex == null) {
            return null;
        }
        if (XML_ONLY.matcher(regex).find()) {
            node.fault("\\i, \\c and character class subtraction are not supported, found " + FoundText.quoted(regex));
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
