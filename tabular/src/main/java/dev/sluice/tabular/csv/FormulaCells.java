package dev.sluice.tabular.csv;

import dev.sluice.tabular.dataset.type.Decimals;

/**
 * Cells that a spreadsheet program would take for formulas. In the CSVs that Sluice writes an apostrophe stands before them,
 * which is taken off again when the file comes back mended. What has apostrophes there already gets one more, so that all
 * cells come back as they were.
 *
 * <p>Where a program takes other characters for delimiters than the file has, a cell's parts are cells of their own: so each
 * part behind a semicolon, a tab or a line break is looked at as a cell is, quotes and spaces before it or not.
 */
public final class FormulaCells {
    /** The full-width ones are formulas to programs in East Asia. */
    private static final String SIGNS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    /** As the first of a cell, programs skip them. */
    private static final String CONTROLS = "\t\r\n";

    private static final String DELIMITERS = ";" + CONTROLS;

    private FormulaCells() {}

    /** The cell as it may stand in a spreadsheet. A number is no formula, whatever its sign. */
    public static String protect(String cell) {
        if (!mayHaveFormula(cell)) {
            return cell;
        }
        StringBuilder safe = new StringBuilder(cell.length() + 1);
        int part = 0;
        while (part <= cell.length()) {
            int end = partEnd(cell, part);
            if (isFormula(cell, part) && !isNumber(part == 0 ? cell : cell.substring(part, end))) {
                safe.append('\'');
            }
            safe.append(cell, part, Math.min(end + 1, cell.length()));
            part = end + 1;
        }
        return safe.toString();
    }

    /** The cell that {@link #protect} was given. */
    public static String restore(String cell) {
        if (cell.indexOf('\'') < 0) {
            return cell;
        }
        StringBuilder restored = new StringBuilder(cell.length());
        int part = 0;
        while (part <= cell.length()) {
            int end = partEnd(cell, part);
            boolean safe = part < cell.length() && cell.charAt(part) == '\'' && isFormula(cell, part);
            restored.append(cell, safe ? part + 1 : part, Math.min(end + 1, cell.length()));
            part = end + 1;
        }
        return restored.toString();
    }

    private static boolean mayHaveFormula(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (SIGNS.indexOf(c) >= 0 || CONTROLS.indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNumber(String part) {
        return Decimals.parse(part).isPresent();
    }

    /** The index of the delimiter that ends the part, or of the cell's end. */
    private static int partEnd(String cell, int from) {
        int end = from;
        while (end < cell.length() && DELIMITERS.indexOf(cell.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Whether a part begins like a formula, but for apostrophes, and for quotes and spaces behind them. */
    private static boolean isFormula(String cell, int part) {
        int first = part;
        while (first < cell.length() && cell.charAt(first) == '\'') {
            first++;
        }
        while (first < cell.length() && (cell.charAt(first) == '"' || cell.charAt(first) == ' ')) {
            first++;
        }
        if (first == cell.length()) {
            return false;
        }
        char c = cell.charAt(first);
        return SIGNS.indexOf(c) >= 0 || (part == 0 && CONTROLS.indexOf(c) >= 0);
    }
}
