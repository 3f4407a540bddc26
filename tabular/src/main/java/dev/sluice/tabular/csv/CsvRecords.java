package dev.sluice.tabular.csv;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import dev.sluice.tabular.text.Blanks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.StringJoiner;

/** Splits one CSV record, found by a {@link RecordScanner}, into cells. Not thread-safe. */
public final class CsvRecords {
    private final char delimiter;
    private final RFC4180Parser parser;
    private final PaddedQuotes padding;

    /**
     * Whether a record has one empty cell more than there are columns: some programs write a delimiter at the end of each
     * row, behind which there is no column.
     */
    public static boolean endsWithDelimiter(String[] cells, int columns) {
        return cells.length == columns + 1 && cells[columns].isEmpty();
    }

    public CsvRecords(char delimiter) {
        this.delimiter = delimiter;
        parser = new RFC4180ParserBuilder().withSeparator(delimiter).build();
        padding = new PaddedQuotes(delimiter);
    }

    /**
     * The cells of a record: without quotes, with doubled quotes unescaped, and with blanks removed at the ends of a
     * cell (see {@link Blanks}) and around its quotes.
     *
     * @param record a record without its line ending
     */
    public String[] cells(String record) {
        try {
            String[] cells = parser.parseLine(record.indexOf('"') < 0 ? record : padding.strip(record));
            for (int i = 0; i < cells.length; i++) {
                cells[i] = Blanks.strip(cells[i]);
            }
            return cells;
        } catch (IOException e) {
            // The parser's base class declares it; there is nothing to read.
            throw new UncheckedIOException(e);
        }
    }

    /** Formats cells as a record, quoting where necessary. */
    public String record(String... cells) {
        StringJoiner record = new StringJoiner(String.valueOf(delimiter));
        for (String cell : cells) {
            boolean quoted = cell.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\n' || c == '\r');
            record.add(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        return record.toString();
    }
}
