package dev.sluice.cli.output;

import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Formats the windows of a file for humans: a line each. */
public final class WindowTable {
    private static final List<String> TITLES =
            List.of("series", "start", "end", "count", "min", "max", "avg", "std_dev", "sum");
    private static final int WIDEST_SERIES = 40;
    private static final MathContext DIGITS = new MathContext(9);

    private WindowTable() {}

    /**
     * Formats windows.
     *
     * @param page the first page of them, as the server answers it
     * @return lines, each with a line end
     */
    public static String of(JsonNode page) {
        JsonNode windows = page.path("windows");
        if (windows.isEmpty()) {
            return "the file has no windows: its dataset's document has no \"windows\", or no row has a time\n";
        }
        TextTable table = new TextTable(TITLES, Set.of(0, 1, 2));
        for (JsonNode window : windows) {
            table.add(List.of(
                    Printable.cut(window.path("series").asString(), WIDEST_SERIES),
                    window.path("start").asString(),
                    window.path("end").asString(),
                    Long.toString(window.path("count").asLong()),
                    ResultTable.figure(number(window, "min"), MathContext.UNLIMITED),
                    ResultTable.figure(number(window, "max"), MathContext.UNLIMITED),
                    ResultTable.figure(number(window, "avg"), DIGITS),
                    ResultTable.figure(number(window, "std_dev"), DIGITS),
                    ResultTable.figure(number(window, "sum"), DIGITS)));
        }
        StringBuilder out = new StringBuilder(table.toString());
        if (page.hasNonNull("next_cursor")) {
            out.append("… and more windows; --json and --csv print all\n");
        }
        long overflow = page.path("overflow_rows").asLong(0);
        if (overflow > 0) {
            out.append(String.format(Locale.ROOT, "%,d rows are in no window, as the file has too many%n", overflow));
        }
        return out.toString();
    }

    private static @Nullable Double number(JsonNode window, String name) {
        return window.hasNonNull(name) ? window.path(name).asDouble() : null;
    }
}
