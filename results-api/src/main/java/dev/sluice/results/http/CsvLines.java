package dev.sluice.results.http;

import com.opencsv.CSVWriter;
import dev.sluice.tabular.csv.FormulaCells;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes CSV, quoted as in RFC 4180 where necessary, with lines ended by LF so that plain text tools read the last
 * column correctly.
 */
public final class CsvLines {
    private final CSVWriter csv;
    private final boolean raw;

    /** @param raw whether cells are written as they are; otherwise formulas are protected */
    public CsvLines(Writer out, boolean raw) {
        csv = new CSVWriter(out);
        this.raw = raw;
    }

    /** Cells as one record, without a line ending. */
    public static String record(List<String> cells) {
        StringWriter text = new StringWriter();
        new CsvLines(text, true).write(cells);
        return text.getBuffer().substring(0, text.getBuffer().length() - 1);
    }

    public void write(List<String> cells) {
        Stream<String> written = raw ? cells.stream() : cells.stream().map(FormulaCells::protect);
        csv.writeNext(written.toArray(String[]::new), false);
    }

    /**
     * Flushes the output.
     *
     * @throws IOException if a part of it could not be written
     */
    public void flush() throws IOException {
        csv.flush();
        // CSVWriter swallows the exceptions of its stream.
        IOException failure = csv.getException();
        if (failure != null) {
            throw failure;
        }
    }
}
