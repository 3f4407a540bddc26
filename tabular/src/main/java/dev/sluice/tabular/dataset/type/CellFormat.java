package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.dataset.type.DateTimeType.DateTimeReader;
import dev.sluice.tabular.dataset.type.Strptime.Parts;
import dev.sluice.tabular.text.FoundText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of one file are written, where this differs from the dataset's document.
 *
 * @param decimal before the fraction of numbers, or null for the document's
 * @param group between groups of digits, or null for the document's
 * @param timeFormats strptime patterns, or {@link #SERIAL}, tried in this order instead of the document's formats; may
 *     be empty
 * @param zone of times without a zone, or null for UTC
 * @param missing cells that mean "no value", in addition to the document's; may be empty
 * @param units texts that may stand behind numbers; may be empty
 */
public record CellFormat(
        @Nullable Character decimal,
        @Nullable Character group,
        List<String> timeFormats,
        @Nullable ZoneId zone,
        Set<String> missing,
        Set<String> units) {
    /** The formats of the document. */
    public static final CellFormat OF_DOCUMENT = new CellFormat(null, null, List.of(), null, Set.of(), Set.of());

    /** The format of date-times that are numbers of days, as spreadsheets store them. */
    public static final String SERIAL = "serial";

    private static final String NUMBER_PARTS = "0123456789+-eE";
    private static final int MAX_UNIT_CHARS = 32;
    private static final int ZEROS = 3;

    /** @throws IllegalArgumentException saying what was expected and what was found */
    public CellFormat {
        timeFormats = List.copyOf(timeFormats);
        missing = Set.copyOf(missing);
        units = Set.copyOf(units);
        units.forEach(CellFormat::requireUnit);
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
        boolean fits = text.length() == 1
                && NUMBER_PARTS.indexOf(text.charAt(0)) < 0
                && text.charAt(0) != '"'
                && !Character.isISOControl(text.charAt(0));
        if (!fits) {
            throw new IllegalArgumentException(
                    "expected one character that is no digit, sign, quote, e or control character as " + option
                            + ", found " + FoundText.quoted(text));
        }
        return text.charAt(0);
    }

    private static void requireUnit(String text) {
        if (text.isEmpty() || text.length() > MAX_UNIT_CHARS || "0123456789+-.,".indexOf(text.charAt(0)) >= 0) {
            throw new IllegalArgumentException("expected texts of 1 to " + MAX_UNIT_CHARS
                    + " characters such as °C, which begin with no digit, sign, point or comma, as unit, found "
                    + FoundText.quoted(text));
        }
    }

    /**
     * The cells that mean "no value". A number stands for each way to write it with up to {@value #ZEROS} more zeros
     * behind: programs that document -999 write -999.0 as well.
     */
    public Set<String> missingCells() {
        Set<String> cells = new HashSet<>(missing);
        String point = decimal == null ? "." : decimal.toString();
        Pattern number = Pattern.compile("([+-]?[0-9]+)(?:" + Pattern.quote(point) + "([0-9]*?)0*)?");
        for (String each : missing) {
            Matcher parts = number.matcher(each);
            if (parts.matches()) {
                String fraction = parts.group(2) == null ? "" : parts.group(2);
                if (fraction.isEmpty()) {
                    cells.add(parts.group(1));
                }
                for (int zeros = fraction.isEmpty() ? 1 : 0; zeros <= ZEROS; zeros++) {
                    cells.add(parts.group(1) + point + fraction + "0".repeat(zeros));
                }
            }
        }
        return cells;
    }

    /** The notation of a field's numbers. A group character that is this file's decimal character is none. */
    Notation of(Notation ofDocument) {
        char decimalChar = decimal == null ? ofDocument.decimalChar() : decimal;
        Character groupChar = group == null ? ofDocument.groupChar() : group;
        return new Notation(
                decimalChar,
                groupChar != null && groupChar == decimalChar ? null : groupChar,
                units.stream()
                        .sorted(Comparator.comparingInt(String::length)
                                .reversed()
                                .thenComparing(Comparator.naturalOrder()))
                        .toList());
    }

    /** The patterns with exactly these parts, of dates or of times. */
    List<Strptime> patterns(Parts parts) {
        return timeFormats.stream()
                .filter(format -> !format.equals(SERIAL) && kindOf(format) == parts)
                .map(format -> Strptime.of(format, parts))
                .toList();
    }

    /** The formats of date-times; dates are date-times, too. */
    List<DateTimeReader> dateTimes() {
        List<DateTimeReader> readers = new ArrayList<>();
        for (String format : timeFormats) {
            Parts kind = kindOf(format);
            if (format.equals(SERIAL)) {
                readers.add(DateTimeFormat.SERIAL);
            } else if (kind != Parts.TIME) {
                readers.add(Strptime.of(format, kind));
            }
        }
        return readers;
    }

    private static Parts kindOf(String format) {
        if (format.equals(SERIAL)) {
            return Parts.DATE_TIME;
        }
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
