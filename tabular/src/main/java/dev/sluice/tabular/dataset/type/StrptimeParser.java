package dev.sluice.tabular.dataset.type;

import static java.time.temporal.ChronoField.AMPM_OF_DAY;
import static java.time.temporal.ChronoField.CLOCK_HOUR_OF_AMPM;
import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.DAY_OF_WEEK;
import static java.time.temporal.ChronoField.DAY_OF_YEAR;
import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;
import static java.time.temporal.ChronoField.NANO_OF_SECOND;
import static java.time.temporal.ChronoField.OFFSET_SECONDS;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;
import static java.time.temporal.ChronoField.YEAR;

import dev.sluice.tabular.dataset.type.Strptime.Parts;
import dev.sluice.tabular.text.FoundText;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Converts a strptime pattern (of Python and C) to a java.time formatter. */
final class StrptimeParser {
    private static final Map<Character, ChronoField> DIRECTIVES = new TreeMap<>(Map.ofEntries(
            Map.entry('Y', YEAR),
            Map.entry('y', YEAR),
            Map.entry('m', MONTH_OF_YEAR),
            Map.entry('b', MONTH_OF_YEAR),
            Map.entry('B', MONTH_OF_YEAR),
            Map.entry('d', DAY_OF_MONTH),
            Map.entry('j', DAY_OF_YEAR),
            Map.entry('a', DAY_OF_WEEK),
            Map.entry('A', DAY_OF_WEEK),
            Map.entry('H', HOUR_OF_DAY),
            Map.entry('I', CLOCK_HOUR_OF_AMPM),
            Map.entry('p', AMPM_OF_DAY),
            Map.entry('M', MINUTE_OF_HOUR),
            Map.entry('S', SECOND_OF_MINUTE),
            Map.entry('f', NANO_OF_SECOND),
            Map.entry('z', OFFSET_SECONDS)));
    private static final String KNOWN =
            DIRECTIVES.keySet().stream().map(letter -> "%" + letter).collect(Collectors.joining(" "));
    /** The numeric directives. */
    private static final String DIGITS = "YymdjHIMSf";

    /** Two-digit years are 1969 to 2068, as in POSIX. */
    private static final int FIRST_OF_TWO_DIGITS = 1969;

    private final String pattern;
    private final DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    private final Set<ChronoField> seen = EnumSet.noneOf(ChronoField.class);
    private boolean afterDigits;

    StrptimeParser(String pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException if the pattern is invalid */
    Strptime parse(Parts parts) {
        for (int at = 0; at < pattern.length(); at++) {
            // One blank stands for several.
            boolean repeated = pattern.startsWith("  ", at);
            if (pattern.charAt(at) == '%') {
                readDirective(++at);
            } else if (!repeated) {
                builder.appendLiteral(pattern.charAt(at));
                afterDigits = false;
            }
        }
        if (!fits(parts)) {
            throw expected(parts.expected() + " such as " + parts.example());
        }
        var formatter = builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
        return new Strptime(
                pattern,
                formatter,
                seen.contains(OFFSET_SECONDS),
                seen.contains(AMPM_OF_DAY) && !Strptime.hasHalf(pattern));
    }

    /** Reads the directive whose letter is at an index. */
    private void readDirective(int at) {
        if (at == pattern.length()) {
            throw expected("a directive after the last %");
        }
        char directive = pattern.charAt(at);
        if (directive == '%') {
            builder.appendLiteral('%');
            afterDigits = false;
            return;
        }
        ChronoField field = DIRECTIVES.get(directive);
        if (field == null) {
            throw new IllegalArgumentException("the directive %" + directive + " is not supported; known are " + KNOWN);
        }
        if (!seen.add(field)) {
            throw new IllegalArgumentException(
                    "expected each part of a date or time once, found a second one, %" + directive);
        }
        boolean digits = DIGITS.indexOf(directive) >= 0;
        append(directive, field, digits && (afterDigits || digitsFollow(at + 1)));
        afterDigits = digits;
    }

    private IllegalArgumentException expected(String what) {
        return new IllegalArgumentException("expected " + what + ", found " + FoundText.quoted(pattern));
    }

    private boolean digitsFollow(int at) {
        return at + 1 < pattern.length() && pattern.charAt(at) == '%' && DIGITS.indexOf(pattern.charAt(at + 1)) >= 0;
    }

    /** @param full whether all digits are required, because nothing else delimits the number */
    private void append(char directive, ChronoField field, boolean full) {
        switch (directive) {
            case 'Y' -> builder.appendValue(field, 4);
            case 'y' -> builder.appendValueReduced(field, 2, 2, FIRST_OF_TWO_DIGITS);
            case 'b', 'a', 'p' -> builder.appendText(field, TextStyle.SHORT);
            case 'B', 'A' -> builder.appendText(field, TextStyle.FULL);
            case 'f' -> builder.appendFraction(field, full ? 6 : 1, 6, false);
            case 'z' ->
                // Lenient: minutes may follow, with or without a colon.
                builder.parseLenient().appendOffset("+HH", "Z").parseStrict();
            default -> {
                int digits = directive == 'j' ? 3 : 2;
                builder.appendValue(field, full ? digits : 1, digits, SignStyle.NOT_NEGATIVE);
            }
        }
    }

    private boolean fits(Parts parts) {
        boolean day = seen.contains(DAY_OF_YEAR) || seen.containsAll(Set.of(MONTH_OF_YEAR, DAY_OF_MONTH));
        boolean halves = seen.contains(AMPM_OF_DAY) && seen.contains(CLOCK_HOUR_OF_AMPM);
        boolean hour = seen.contains(HOUR_OF_DAY) != halves && seen.contains(AMPM_OF_DAY) == halves;
        boolean anyOfDate = seen.stream().anyMatch(ChronoField::isDateBased);
        boolean anyOfTime = seen.stream().anyMatch(field -> field.isTimeBased() || field == OFFSET_SECONDS);
        return (parts.date() ? day && seen.contains(YEAR) : !anyOfDate)
                && (parts.time() ? hour : !anyOfTime)
                && (parts.date() || !seen.contains(OFFSET_SECONDS));
    }
}
