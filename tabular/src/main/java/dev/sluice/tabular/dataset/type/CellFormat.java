package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.dataset.type.Strptime.Parts;
import dev.sluice.tabular.text.FoundText;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of one file are written, where this differs from the dataset's document.
 *
 * @param decimal before the fraction of numbers, or null for the document's
 * @param group between groups of digits, or null for the document's
 * @param timeFormats strptime patterns, tried in this order instead of the document's formats; may be empty
 * @param zone of times without a zone, or null for UTC
 * @param missing cells that mean "no value", in addition to the document's; may be empty
 */
public record CellFormat(
        @Nullable Character decimal,
        @Nullable Character group,
        List<String> timeFormats,
        @Nullable ZoneId zone,
        Set<String> missing) {
    /** The formats of the document. */
    public static final CellFormat OF_DOCUMENT = new CellFormat(null, null, List.of(), null, Set.of());

    private static final String NUMBER_PARTS = "0123456789+-eE";

    /** @throws IllegalArgumentException saying what was expected and what was found */
    public CellFormat {
        timeFormats = List.copyOf(timeFormats);
        missing = Set.copyOf(missing);
        timeFormats.forEach(CellFormat::kindOf);
        if (group != null && group.equals(decimal == null ? Character.valueOf('.') : decimal)) {
            throw new IllegalArgumentException("expected decimal to be another character than group, found "
                    + (decimal == null
                            ? "no decimal, which is a point"
                            : "both to be " + FoundText.quoted("" + group)));
        }
    }

    /**
     * A character of numbers.
     *
     * @param option its name, for the message
     * @throws IllegalArgumentException if the text isn't one character that numbers may contain
     */
    public static Character numberCharacter(String option, String text) {
        if (text.length() == 1 && NUMBER_PARTS.indexOf(text.charAt(0)) < 0 && text.charAt(0) != '"') {
            return text.charAt(0);
        }
        throw new IllegalArgumentException("expected one character that is no digit, sign, quote or e as " + option
                + ", found " + FoundText.quoted(text));
    }

    /**
     * A time zone.
     *
     * @throws IllegalArgumentException if it is unknown
     */
    public static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected a time zone such as Europe/Berlin, GMT-07:00 or +02:00 as zone, found "
                            + FoundText.quoted(text),
                    e);
        }
    }

    /** The notation of a field's numbers. A group character that is this file's decimal character is none. */
    Notation of(Notation ofDocument) {
        char decimalChar = decimal == null ? ofDocument.decimalChar() : decimal;
        Character groupChar = group == null ? ofDocument.groupChar() : group;
        return new Notation(decimalChar, groupChar != null && groupChar == decimalChar ? null : groupChar);
    }

    /** The patterns with exactly these parts; dates are date-times, too. */
    List<Strptime> patterns(Parts parts) {
        List<Strptime> patterns = new ArrayList<>();
        for (String format : timeFormats) {
            Parts kind = kindOf(format);
            if (kind == parts || (kind == Parts.DATE && parts == Parts.DATE_TIME)) {
                patterns.add(Strptime.of(format, kind));
            }
        }
        return patterns;
    }

    private static Parts kindOf(String format) {
        IllegalArgumentException why = null;
        for (Parts parts : List.of(Parts.DATE_TIME, Parts.DATE, Parts.TIME)) {
            try {
                Strptime.of(format, parts);
                return parts;
            } catch (IllegalArgumentException e) {
                why = why == null ? e : why;
            }
        }
        throw new IllegalArgumentException("time_format: " + (why == null ? "" : why.getMessage()), why);
    }
}
