package dev.sluice.tabular.infer.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The strptime patterns that a cell may have, from its digits and what stands between them: {@code 05/06/26 10:52 AM}
 * is {@code %d/%m/%y %I:%M %p} or the same with {@code %m/%d/%y}. Whether they read the other cells is tried by
 * others.
 */
final class TimePatterns {
    /** Also a.m. and p. m., as one. */
    private static final Pattern TOKEN =
            Pattern.compile("[0-9]+|(?<!\\p{L})[AaPp]\\. ?[Mm]\\.?(?!\\p{L})|\\p{L}+|[^0-9\\p{L}]+");

    private static final Pattern HALF = Pattern.compile("[ap](?:\\. ?m\\.?|m)?");
    private static final Pattern ZONE = Pattern.compile("(.*:.*[0-9AaPpMm.])([ ]*)(?:[+-][0-9]{2}(?::?[0-9]{2})?|Z)");
    private static final Set<String> MONTHS =
            Set.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Set<String> LONG_MONTHS = Set.of(
            "january",
            "february",
            "march",
            "april",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final Set<String> DAYS = Set.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Set<String> LONG_DAYS =
            Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final int MAX_TOKENS = 24;
    private static final int MAX_CHARS = 64;

    private final List<String> tokens = new ArrayList<>();
    /** The indexes of tokens that are digits. */
    private final List<Integer> numbers = new ArrayList<>();

    private final String suffix;
    private boolean halves;
    /** Whether a word may be the half of the day in another alphabet. */
    private boolean unknown;

    private int month = -1;

    private TimePatterns(String cell) {
        Matcher zone = ZONE.matcher(cell);
        boolean zoned = zone.matches();
        suffix = zoned ? zone.group(2) + "%z" : "";
        Matcher token = TOKEN.matcher(zoned ? zone.group(1) : cell);
        while (token.find()) {
            add(token.group());
        }
    }

    /** Fields' properties with such patterns; none if the cell is no date or time. */
    static List<ObjectNode> of(String cell) {
        if (cell.length() > MAX_CHARS) {
            return List.of();
        }
        TimePatterns patterns = new TimePatterns(cell);
        return patterns.tokens.size() > MAX_TOKENS || patterns.numbers.isEmpty() || patterns.unknown
                ? List.of()
                : patterns.all();
    }

    private void add(String token) {
        String word = token.toLowerCase(Locale.ROOT);
        if (Character.isDigit(token.charAt(0))) {
            numbers.add(tokens.size());
            tokens.add(token);
        } else if (MONTHS.contains(word) || LONG_MONTHS.contains(word)) {
            month = tokens.size();
            tokens.add(MONTHS.contains(word) ? "%b" : "%B");
        } else if (DAYS.contains(word) || LONG_DAYS.contains(word)) {
            tokens.add(DAYS.contains(word) ? "%a" : "%A");
        } else if (HALF.matcher(word).matches()) {
            halves = true;
            tokens.add("%p");
        } else {
            // Behind a number a single letter may be its unit, as in 2026年.
            boolean unit =
                    token.length() == 1 && !numbers.isEmpty() && numbers.get(numbers.size() - 1) == tokens.size() - 1;
            unknown |= Character.isLetter(token.charAt(0)) && token.chars().anyMatch(c -> c > 127) && !unit;
            tokens.add(token.replace("%", "%%"));
        }
    }

    private List<ObjectNode> all() {
        List<ObjectNode> all = new ArrayList<>();
        int first = digits(0);
        if (first == 8 || first == 10 || first == 12 || first == 14) {
            addCompact(first, all);
            return all;
        }
        int ofTime = timeFirst() ? timeNumbers() : Math.max(0, numbers.size() - dateNumbers());
        boolean hasDate = numbers.size() > ofTime;
        List<String> time = timeDirectives(ofTime);
        if (time == null || (hasDate && numbers.size() - ofTime != dateNumbers())) {
            return all;
        }
        if (!hasDate) {
            if (isTimeOfDay()) {
                add("time", time, all);
            }
            return all;
        }
        for (List<String> date : dateOrders(timeFirst() ? ofTime : 0)) {
            List<String> directives = new ArrayList<>(timeFirst() ? time : date);
            directives.addAll(timeFirst() ? date : time);
            add(time.isEmpty() ? "date" : "datetime", directives, all);
        }
        return all;
    }

    /** Whether no words stand before or between the numbers, as in codes such as -RA:02 BR:1. */
    private boolean isTimeOfDay() {
        int last = numbers.get(numbers.size() - 1);
        return tokens.subList(0, last).stream()
                .allMatch(token -> token.equals("%p") || !token.matches(".*\\p{L}{2,}.*"));
    }

    /** Without separators: 20261101, 2026110110, 202611011000, 20261101T100000. */
    private void addCompact(int first, List<ObjectNode> all) {
        List<String> directives = new ArrayList<>();
        directives.add("%Y%m%d" + "%H%M%S".substring(0, first - 8));
        if (first == 8 && numbers.size() == 2 && (digits(1) == 4 || digits(1) == 6)) {
            directives.add(digits(1) == 4 ? "%H%M" : "%H%M%S");
        } else if (first == 8 && numbers.size() > 1) {
            List<String> time = timeDirectives(numbers.size() - 1);
            if (time == null) {
                return;
            }
            directives.addAll(time);
        }
        if (directives.size() == numbers.size()) {
            add(first == 8 && numbers.size() == 1 ? "date" : "datetime", directives, all);
        }
    }

    private void add(String type, List<String> directives, List<ObjectNode> all) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            int number = numbers.indexOf(i);
            pattern.append(number < 0 ? tokens.get(i) : directives.get(number));
        }
        all.add(FieldCandidate.type(type, pattern + suffix));
    }

    private int digits(int number) {
        return tokens.get(numbers.get(number)).length();
    }

    /** What stands before a number that isn't the first. */
    private String before(int number) {
        return tokens.get(numbers.get(number) - 1);
    }

    private boolean timeFirst() {
        return numbers.size() > 1 && before(1).equals(":");
    }

    /** The numbers of a time at the beginning. */
    private int timeNumbers() {
        int count = 1;
        while (count < Math.min(numbers.size(), 4)
                && (before(count).equals(":") || (count == 3 && isFraction(before(count))))) {
            count++;
        }
        return count;
    }

    private int dateNumbers() {
        return month < 0 ? 3 : 2;
    }

    private static boolean isFraction(String separator) {
        return separator.equals(".") || separator.equals(",");
    }

    /** The directives of a time's numbers, or null if there are too many. */
    private @Nullable List<String> timeDirectives(int count) {
        String hour = halves ? "%I" : "%H";
        return switch (count) {
            case 0 -> List.of();
            case 1 -> List.of(hour);
            case 2 -> List.of(hour, "%M");
            case 3 -> List.of(hour, "%M", "%S");
            case 4 -> List.of(hour, "%M", "%S", "%f");
            default -> null;
        };
    }

    /** The orders in which the numbers of a date may stand, the more common first. */
    private List<List<String>> dateOrders(int from) {
        String last = digits(from + dateNumbers() - 1) == 4 ? "%Y" : "%y";
        if (month >= 0) {
            return List.of(digits(from) == 4 ? List.of("%Y", "%d") : List.of("%d", last));
        }
        if (digits(from) == 4) {
            return List.of(List.of("%Y", "%m", "%d"));
        }
        List<String> dayFirst = List.of("%d", "%m", last);
        List<String> monthFirst = List.of("%m", "%d", last);
        List<List<String>> orders =
                new ArrayList<>(halves ? List.of(monthFirst, dayFirst) : List.of(dayFirst, monthFirst));
        if (last.equals("%y")) {
            orders.add(List.of("%y", "%m", "%d"));
        }
        return orders;
    }
}
