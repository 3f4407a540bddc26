package dev.sluice.tabular.dataset.type;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** The formats of {@code string} fields. */
public enum TextFormat {
    DEFAULT("text") {
        @Override
        boolean matches(String cell) {
            return true;
        }
    },
    EMAIL("an e-mail address") {
        @Override
        boolean matches(String cell) {
            return cell.length() <= MAX_ADDRESS && ADDRESS.matcher(cell).matches();
        }
    },
    URI("a URI with a scheme") {
        @Override
        boolean matches(String cell) {
            try {
                // Java also accepts characters that RFC 3986 requires to be escaped.
                return cell.chars().allMatch(c -> c < 0x80) && new URI(cell).isAbsolute();
            } catch (URISyntaxException e) {
                return false;
            }
        }
    },
    UUID("a UUID") {
        @Override
        boolean matches(String cell) {
            return IDENTIFIER.matcher(cell).matches();
        }
    };

    /** The maximum length of an address in SMTP. */
    private static final int MAX_ADDRESS = 254;

    /** What browsers accept in an e-mail field (WHATWG HTML). */
    private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            + "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final String expected;

    TextFormat(String expected) {
        this.expected = expected;
    }

    abstract boolean matches(String cell);

    String expected() {
        return expected;
    }
}
