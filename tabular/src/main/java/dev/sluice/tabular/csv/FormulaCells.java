package dev.sluice.tabular.csv;

import dev.sluice.tabular.dataset.type.Decimals;

/**
 * Protects cells that a spreadsheet program would execute as formulas. In the CSVs that Sluice writes they are prefixed
 * with an apostrophe, which is removed when a corrected file is uploaded. A cell that begins with apostrophes gets one
 * more, so that every cell is restored unchanged.
 *
 * <p>A program may use another delimiter than the file, and then take a part of a cell for a cell: so each part after a
 * semicolon, a tab or a line break is examined like a cell, with or without leading quotes and spaces.
 */
public final class FormulaCells {
    /** The full-width signs start formulas in East Asian editions. */
    private static final String SIGNS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    /** Ignored by programs at the start of a cell. */
    private static final String CONTROLS = "\t\r\n";

    private static final String DELIMITERS = ";" + CONTROLS;

    private FormulaCells() {}

    /** The cell in a form that is safe in a spreadsheet. A number is no formula, whatever its sign. */
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

    /** The original of a cell that {@link #protect} returned. */
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

    /** The index of the delimiter after the part, or the end of the cell. */
    private static int partEnd(String cell, int from) {
        int end = from;
        while (end < cell.length() && DELIMITERS.indexOf(cell.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Whether a part begins like a formula, ignoring apostrophes and the quotes and spaces after them. */
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
