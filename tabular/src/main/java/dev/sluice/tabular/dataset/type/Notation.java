package dev.sluice.tabular.dataset.type;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The notation of a field's numbers.
 *
 * @param decimalChar before the fraction
 * @param groupChar between groups of digits, or null if groups aren't allowed
 */
public record Notation(char decimalChar, @Nullable Character groupChar) {
    public static final Notation PLAIN = new Notation('.', null);

    private static final Pattern FIRST_GROUP = Pattern.compile("[+-]?[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9]{2,3}");
    private static final Pattern LAST_GROUP = Pattern.compile("[0-9]{3}");

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

    /** The last group has three digits, others two (as in India) or three: otherwise {@code 1,5} would be fifteen. */
    private @Nullable String withoutGroups(String whole) {
        if (groupChar == null || whole.indexOf(groupChar) < 0) {
            return whole;
        }
        String[] groups = whole.split(Pattern.quote(groupChar.toString()), -1);
        int last = groups.length - 1;
        for (int i = 0; i <= last; i++) {
            Pattern group = i == last ? LAST_GROUP : i == 0 ? FIRST_GROUP : GROUP;
            if (!group.matcher(groups[i]).matches()) {
                return null;
            }
        }
        return String.join("", groups);
    }
}
