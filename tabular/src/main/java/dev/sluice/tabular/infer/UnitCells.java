package dev.sluice.tabular.infer;

import dev.sluice.tabular.infer.type.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of numbers with units, such as {@code 21.5 °C}, or of prices, such as {@code $0.03}.
 *
 * @param column the same with the numbers alone
 * @param units those in it, in the order in which they appear first; not empty
 */
record UnitCells(Column column, Set<String> units) {
    private static final int MAX_UNITS = 10;
    private static final double MOST = 0.8;
    /** The others needn't be looked at if there are too few among so many. */
    private static final int SCREENED = 50;

    private static final Pattern CELL = Pattern.compile(
            "([+-]?[0-9](?:[0-9.,']|[ \\u00A0\\u202F](?=[0-9]))*)[ \\u00A0\\u202F]?([\\p{L}%‰°º$€£][^\\s0-9]{0,15}(?: [^\\s0-9]{1,8})?)");

    /** Before a number, as prices are written. */
    private static final Pattern PRICE =
            Pattern.compile("([+-]?)(\\p{Sc})[ \\u00A0\\u202F]?([0-9](?:[0-9.,']|[ \\u00A0\\u202F](?=[0-9]))*)");

    /** Names of units that are letters only, which might end ids otherwise. */
    private static final Set<String> OF_LETTERS = Set.of(
            "C", "F", "K", "V", "mV", "kV", "A", "mA", "W", "kW", "MW", "Wh", "kWh", "MWh", "VA", "var", "Hz", "kHz",
            "Pa", "hPa", "kPa", "mbar", "bar", "psi", "inHg", "mmHg", "m", "mm", "cm", "km", "in", "ft", "mph", "kn",
            "kt", "s", "ms", "min", "h", "l", "L", "gal", "g", "kg", "lx", "lux", "ppm", "ppb", "dB", "dBm", "dBA",
            "deg");

    /** The column, if most of its values are such cells. */
    static Optional<UnitCells> of(Column column) {
        Set<String> units = new LinkedHashSet<>();
        List<String> numbers = new ArrayList<>();
        int values = 0;
        int withUnit = 0;
        for (String cell : column.cells()) {
            Matcher price = PRICE.matcher(cell);
            Matcher matcher = CELL.matcher(cell);
            boolean priced = price.matches();
            boolean matches = priced || (matcher.matches() && isUnit(matcher));
            values += cell.isEmpty() ? 0 : 1;
            withUnit += matches ? 1 : 0;
            numbers.add(priced ? price.group(1) + price.group(3) : matches ? matcher.group(1) : cell);
            if (values == SCREENED && withUnit < MOST * values) {
                return Optional.empty();
            }
            if (matches && units.add(priced ? price.group(2) : matcher.group(2)) && units.size() > MAX_UNITS) {
                return Optional.empty();
            }
        }
        return withUnit > 0 && withUnit >= MOST * values
                ? Optional.of(new UnitCells(new Column(column.name(), numbers), units))
                : Optional.empty();
    }

    private static boolean isUnit(Matcher matcher) {
        String unit = matcher.group(2);
        boolean apart = matcher.end(1) < matcher.start(2);
        return OF_LETTERS.contains(unit) || !unit.chars().allMatch(Character::isLetter) || (apart && unit.length() > 2);
    }
}
