package dev.sluice.aggregator.query;

import dev.sluice.aggregator.file.RejectPosition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The position after a page of rejects, as text: {@code chunk.line.arrival}. */
final class RejectsCursor {
    private static final Pattern FORMAT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})");

    private RejectsCursor() {}

    static String format(RejectPosition last) {
        return last.chunk() + "." + last.line() + "." + last.arrival();
    }

    /**
     * Parses the output of {@link #format}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static RejectPosition parse(String cursor) {
        Matcher parts = FORMAT.matcher(cursor);
        if (!parts.matches()) {
            throw new IllegalArgumentException("invalid cursor for these rejects: " + cursor);
        }
        return new RejectPosition(
                Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    }
}
