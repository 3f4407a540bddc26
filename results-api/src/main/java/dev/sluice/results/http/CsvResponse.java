package dev.sluice.results.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** A response that is a CSV file to be saved. */
public final class CsvResponse {
    private CsvResponse() {}

    /** Starts the response, and returns the writer for the file. */
    public static Writer begin(HttpServletResponse response, String filename) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(filename).build().toString());
        return new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), UTF_8));
    }
}
