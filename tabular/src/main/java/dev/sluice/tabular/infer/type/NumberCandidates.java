package dev.sluice.tabular.infer.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The notations of numbers: a decimal point or comma, and what may stand between groups of digits. */
final class NumberCandidates {
    /** Besides the other of point and comma: a space, also one that doesn't break, and the apostrophes of Switzerland. */
    private static final List<String> OTHER_GROUPS = List.of(" ", "'", "\u2019");

    private static final List<FieldCandidate> POINT_FIRST = candidates(".", ",");
    private static final List<FieldCandidate> COMMA_FIRST = candidates(",", ".");

    /** A character before other than three digits is no group separator. */
    private static final Pattern COMMA_FRACTION = Pattern.compile(
            "[+-]?(?:0,[0-9]{3}|[0-9]{0,18},(?:[0-9]{1,2}|[0-9]{4,18})|[0-9]{1,3}(?:\\.[0-9]{3}){1,6},[0-9]{1,18})");

    private static final Pattern POINT_FRACTION = Pattern.compile(
            "[+-]?(?:0\\.[0-9]{3}|[0-9]{0,18}\\.(?:[0-9]{1,2}|[0-9]{4,18})|[0-9]{1,3}(?:,[0-9]{3}){1,6}\\.[0-9]{1,18})");
    private static final int TRIED_CELLS = 50;

    private NumberCandidates() {}

    /** The candidates, the preferred first. */
    static List<FieldCandidate> of(boolean commaFirst) {
        return commaFirst ? COMMA_FIRST : POINT_FIRST;
    }

    /**
     * The cells of a file whose fraction is unmistakable: 1,234 alone could be both.
     *
     * @param commas those with a decimal comma
     * @param points those with a decimal point
     */
    record Fractions(int commas, int points) {
        static Fractions of(Collection<Column> columns) {
            int commas = 0;
            int points = 0;
            for (Column column : columns) {
                for (String cell :
                        column.counts().keySet().stream().limit(TRIED_CELLS).toList()) {
                    commas += COMMA_FRACTION.matcher(cell).matches() ? 1 : 0;
                    points += POINT_FRACTION.matcher(cell).matches() ? 1 : 0;
                }
            }
            return new Fractions(commas, points);
        }

        boolean decide() {
            return commas != points;
        }

        boolean commaFirst(char delimiter) {
            return decide() ? commas > points : delimiter == ';';
        }
    }

    private static List<FieldCandidate> candidates(String first, String second) {
        List<ObjectNode> all = new ArrayList<>();
        all.add(integer(null));
        all.add(number(first, null));
        all.add(integer(second));
        all.add(number(first, second));
        all.add(number(second, null));
        all.add(integer(first));
        all.add(number(second, first));
        for (String group : OTHER_GROUPS) {
            all.addAll(List.of(integer(group), number(first, group), number(second, group)));
        }
        return all.stream().map(type -> FieldCandidate.of(type).orElseThrow()).toList();
    }

    private static ObjectNode integer(@Nullable String group) {
        ObjectNode type = FieldCandidate.type("integer");
        return group == null ? type : type.put("groupChar", group);
    }

    private static ObjectNode number(String decimal, @Nullable String group) {
        ObjectNode type = FieldCandidate.type("number");
        if (!decimal.equals(".")) {
            type.put("decimalChar", decimal);
        }
        return group == null ? type : type.put("groupChar", group);
    }
}
