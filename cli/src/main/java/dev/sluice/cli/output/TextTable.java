package dev.sluice.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Formats rows in columns for a terminal: texts left-aligned, numbers right-aligned. */
public final class TextTable {
    private final Set<Integer> texts;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param titles of the columns
     * @param texts the indexes of text columns, from 0
     */
    public TextTable(List<String> titles, Set<Integer> texts) {
        this.texts = texts;
        rows.add(titles);
    }

    public void add(List<String> row) {
        rows.add(row);
    }

    /** Lines, each with a line end and without leading spaces. */
    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ").append(texts.contains(i) ? row.get(i) + gap : gap + row.get(i));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.toString();
    }
}
