package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.text.Blanks;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The notation of a field's numbers.
 *
 * @param decimalChar before the fraction
 * @param groupChar between groups of digits, of which a space stands for no-break spaces, too; or null if groups aren't allowed
 * @param units texts that may stand behind the number, and signs of currencies also before its digits, the longest
 *     first; may be empty
 */
public record Notation(char decimalChar, @Nullable Character groupChar, List<String> units) {
    public static final Notation PLAIN = new Notation('.', null);

    private static final Pattern WITH_UNIT =
            Pattern.compile("[+-]?[0-9][0-9.,]{0,20}[ \\u00A0\\u202F]?([\\p{L}%°][^0-9,;\"]{0,15})");

    private static final Pattern PRICE = Pattern.compile("[+-]?\\p{Sc}[ \\u00A0\\u202F]?[0-9][0-9.,]{0,20}");

    public Notation {
        units = List.copyOf(units);
    }

    /** The notation of numbers without units. */
    public Notation(char decimalChar, @Nullable Character groupChar) {
        this(decimalChar, groupChar, List.of());
    }

    /**
     * The number with a point, without group separators and unit, or null if its groups are invalid. Validates nothing
     * else.
     */
    @Nullable
    String plain(String text) {
        String cell = withoutPadding(units.isEmpty() ? text : withoutUnit(text));
        if (decimalChar == '.' && groupChar == null) {
            return cell;
        }
        int point = cell.indexOf(decimalChar);
        String whole = withoutGroups(point < 0 ? cell : cell.substring(0, point));
        if (whole == null || whole.indexOf('.') >= 0) {
            return null;
        }
        return point < 0 ? whole : whole + '.' + cell.substring(point + 1);
    }

    /** An addition to {@code a number} in messages: an example, if the notation is special. */
    String inWords(boolean withFraction) {
        if (equals(PLAIN)) {
            return "";
        }
        String group = groupChar == null ? "" : groupChar.toString();
        String unit = units.isEmpty() ? "" : " " + units.get(0);
        return " such as 1" + group + "234" + (withFraction ? decimalChar + "5" : "") + unit;
    }

    /** An addition to the message about a cell that is no number: the option that would help; usually empty. */
    static String hint(String cell) {
        if (PRICE.matcher(cell).matches()) {
            return "; if that is a price, unit=" + cell.replaceAll("[^\\p{Sc}]", "") + " reads it in CSV";
        }
        Matcher unit = WITH_UNIT.matcher(cell);
        return unit.matches() ? "; if that is a unit, unit=" + unit.group(1) + " reads it in CSV" : "";
    }

    /** Some devices pad numbers between the sign and the digits: {@code +   61.2}. */
    private static String withoutPadding(String cell) {
        boolean padded =
                cell.length() > 2 && (cell.charAt(0) == '+' || cell.charAt(0) == '-') && Blanks.isBlank(cell.charAt(1));
        return padded ? cell.charAt(0) + Blanks.strip(cell.substring(1)) : cell;
    }

    private String withoutUnit(String cell) {
        for (String unit : units) {
            if (cell.endsWith(unit)) {
                return Blanks.strip(cell.substring(0, cell.length() - unit.length()));
            }
        }
        return withoutCurrency(cell);
    }

    /** Prices such as -$0.03 have the currency behind the sign, and before the digits. */
    private String withoutCurrency(String cell) {
        int sign = cell.startsWith("-") || cell.startsWith("+") ? 1 : 0;
        boolean priced = cell.length() > sign
                && Character.getType(cell.charAt(sign)) == Character.CURRENCY_SYMBOL
                && units.contains(cell.substring(sign, sign + 1));
        return priced ? cell.substring(0, sign) + Blanks.strip(cell.substring(sign + 1)) : cell;
    }

    /** A space stands for those that don't break as well, which look the same. */
    private boolean isGroup(char c) {
        return groupChar != null && (c == groupChar || (groupChar == ' ' && (c == '\u00A0' || c == '\u202F')));
    }

    /**
     * The number without group separators, or null if its groups are invalid. The first has one to three digits and no
     * leading zero, the last has three, others have two (as in India) or three: otherwise {@code 1,5} would be fifteen.
     */
    private @Nullable String withoutGroups(String whole) {
        if (groupChar == null || whole.chars().noneMatch(c -> isGroup((char) c))) {
            return whole;
        }
        int first = whole.startsWith("+") || whole.startsWith("-") ? 1 : 0;
        StringBuilder plain = new StringBuilder(whole.length()).append(whole, 0, first);
        int start = first;
        for (int at = first; at <= whole.length(); at++) {
            boolean last = at == whole.length();
            if (last || isGroup(whole.charAt(at))) {
                int digits = at - start;
                boolean fits = last
                        ? digits == 3
                        : start == first
                                ? digits >= 1 && digits <= 3 && whole.charAt(start) != '0'
                                : digits == 2 || digits == 3;
                if (!fits) {
                    return null;
                }
                plain.append(whole, start, at);
                start = at + 1;
            } else if (whole.charAt(at) < '0' || whole.charAt(at) > '9') {
                return null;
            }
        }
        return plain.toString();
    }
}
