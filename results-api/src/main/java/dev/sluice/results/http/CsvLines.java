package dev.sluice.results.http;

import com.opencsv.CSVWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;

/**
 * Writes CSV, quoted as in RFC 4180 where necessary, with lines ended by LF so that plain text tools read the last
 * column correctly.
 */
public final class CsvLines {
    private final CSVWriter csv;

    public CsvLines(Writer out) {
        csv = new CSVWriter(out);
    }

    /** Cells as one record, without a line ending. */
    public static String record(List<String> cells) {
        StringWriter text = new StringWriter();
        new CsvLines(text).write(cells);
        return text.getBuffer().substring(0, text.getBuffer().length() - 1);
    }

    public void write(List<String> cells) {
        csv.writeNext(cells.toArray(String[]::new), false);
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
