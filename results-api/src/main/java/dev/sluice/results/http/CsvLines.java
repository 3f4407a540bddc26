package dev.sluice.results.http;

import com.opencsv.CSVWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;

/**
 * Writes CSV: quoted as RFC 4180 says where a cell needs it, lines ended by LF so that plain text tools read the last
 * column right.
 */
public final class CsvLines {
    private final CSVWriter csv;

    public CsvLines(Writer out) {
        csv = new CSVWriter(out);
    }

    /** Some cells as one record, without a line ending. */
    public static String record(List<String> cells) {
        StringWriter text = new StringWriter();
        new CsvLines(text).write(cells);
        return text.getBuffer().substring(0, text.getBuffer().length() - 1);
    }

    public void write(List<String> cells) {
        csv.writeNext(cells.toArray(String[]::new), false);
    }

    /**
     * Hands on what was written.
     *
     * @throws IOException if anything so far could not be written
     */
    public void flush() throws IOException {
        csv.flush();
        // The CSVWriter keeps to itself what the stream below it threw.
        IOException failure = csv.getException();
        if (failure != null) {
            throw failure;
        }
    }
}
