package dev.sluice.schemas.csv;

import dev.sluice.schemas.dataset.Decimals;

/**
 * Cells that a spreadsheet program would take for formulas. In the CSV of rejects an apostrophe stands before them, which
 * is taken off again when the file comes back mended. What has apostrophes there already gets one more, so that all cells
 * come back as they were.
 */
public final class FormulaCells {
    private static final String FIRST = "=+-@\t\r";

    private FormulaCells() {}

    /** The cell as it may stand in a spreadsheet. A number is no formula, whatever its sign. */
    public static String protect(String cell) {
        boolean formula =
                isFormula(cell) && (isProtected(cell) || Decimals.parse(cell).isEmpty());
        return formula ? "'" + cell : cell;
    }

    /** The cell that {@link #protect} was given. */
    public static String restore(String cell) {
        return isProtected(cell) && isFormula(cell) ? cell.substring(1) : cell;
    }

    private static boolean isProtected(String cell) {
        return cell.startsWith("'");
    }

    /** Whether it begins like one, but for apostrophes. */
    private static boolean isFormula(String cell) {
        int first = 0;
        while (first < cell.length() && cell.charAt(first) == '\'') {
            first++;
        }
        return first < cell.length() && FIRST.indexOf(cell.charAt(first)) >= 0;
    }
}
