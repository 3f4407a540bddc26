package dev.sluice.results.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** A response that is a CSV file to be saved. */
public final class CsvResponse {
    private CsvResponse() {}

    /** Starts the response, and returns the writer for the file. */
    public static Writer begin(HttpServletResponse response, String filename) throws IOException {
        setHeaders(response, filename);
        return text(response.getOutputStream());
    }

    /** Starts the response, of which a part is sent, and returns the output for the bytes of the whole file. */
    public static PartOutput begin(HttpServletResponse response, String filename, ByteRange.Part part)
            throws IOException {
        setHeaders(response, filename);
        return new PartOutput(response.getOutputStream(), part);
    }

    /** Returns a writer of CSV as bytes. */
    public static Writer text(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    }

    private static void setHeaders(HttpServletResponse response, String filename) {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(filename).build().toString());
    }
}
