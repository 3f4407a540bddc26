package dev.sluice.tabular.dataset.type;

import org.jspecify.annotations.Nullable;

/**
 * The notation of a field's numbers.
 *
 * @param decimalChar before the fraction
 * @param groupChar between groups of digits, or null if groups aren't allowed
 */
public record Notation(char decimalChar, @Nullable Character groupChar) {
    public static final Notation PLAIN = new Notation('.', null);

    /**
     * The number with a point and without group separators, or null if its groups are invalid. Validates nothing else.
     */
    @Nullable
    String plain(String cell) {
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
        return " such as 1" + group + "234" + (withFraction ? decimalChar + "5" : "");
    }

    /**
     * The number without group separators, or null if its groups are invalid. The first has one to three digits and no
     * leading zero, the last has three, others have two (as in India) or three: otherwise {@code 1,5} would be fifteen.
     */
    private @Nullable String withoutGroups(String whole) {
        if (groupChar == null || whole.indexOf(groupChar) < 0) {
            return whole;
        }
        int first = whole.startsWith("+") || whole.startsWith("-") ? 1 : 0;
        StringBuilder plain = new StringBuilder(whole.length()).append(whole, 0, first);
        int start = first;
        for (int at = first; at <= whole.length(); at++) {
            boolean last = at == whole.length();
            if (last || whole.charAt(at) == groupChar) {
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
