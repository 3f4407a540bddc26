package dev.sluice.gateway.csv;

import dev.sluice.tabular.header.ReadOptions;
import java.util.List;
import java.util.Locale;

/** A header row such as {@code #time,value}, which the parameter {@code comment} hides. */
final class CommentedHeader {
    private static final String DELIMITERS = ",;\t|";

    private CommentedHeader() {}

    /**
     * A hint if the last line before the first row is a comment with as many cells as the row has; otherwise empty.
     *
     * @param before the physical lines before the first row
     * @param row the line of the first row
     */
    static String hint(List<String> before, String row, ReadOptions asked) {
        Character comment = asked.skipped().comment();
        int last = before.size() - 1;
        while (last >= 0 && before.get(last).isBlank()) {
            last--;
        }
        if (comment == null || last < 0 || !isHeader(before.get(last).strip(), row, comment, asked)) {
            return "";
        }
        return String.format(
                Locale.ROOT,
                "; line %d is a comment with as many cells as the rows: if it is the header row, leave out comment=%s%s",
                last + 1,
                comment,
                last == 0 ? "" : " and give skip=" + last);
    }

    private static boolean isHeader(String line, String row, char comment, ReadOptions asked) {
        String delimiters =
                asked.delimiter() == null ? DELIMITERS : asked.delimiter().toString();
        return line.indexOf(comment) == 0
                && delimiters.chars().anyMatch(delimiter -> {
                    int cells = cells(row, (char) delimiter);
                    return cells > 1 && cells(line, (char) delimiter) == cells;
                });
    }

    /** The number of cells in a line, which need not be CSV. */
    private static int cells(String line, char delimiter) {
        int cells = 1;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            quoted ^= line.charAt(i) == '"';
            cells += !quoted && line.charAt(i) == delimiter ? 1 : 0;
        }
        return cells;
    }
}
