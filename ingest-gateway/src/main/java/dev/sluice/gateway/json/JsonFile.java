package dev.sluice.gateway.json;

import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.csv.ChunkCutter;
import dev.sluice.gateway.csv.CsvPreamble;
import dev.sluice.gateway.csv.UploadBody;
import dev.sluice.gateway.csv.UploadFile;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.json.JsonRows;
import dev.sluice.tabular.row.json.JsonRows.Form;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An upload of JSON. NDJSON is cut at the ends of lines. Of other JSON each chunk has documents, one a line, and the
 * number of the first one.
 */
public final class JsonFile implements UploadFile {
    private final UploadBody body;
    private final Dataset dataset;
    private final boolean lines;
    private final ChunkCutter cutter;
    private final FirstRow firstRow;

    private JsonFile(UploadBody body, Dataset dataset, boolean lines, ChunkCutter cutter, long skipped) {
        this.body = body;
        this.dataset = dataset;
        this.lines = lines;
        this.cutter = cutter;
        this.firstRow = new FirstRow(skipped, cutter.line());
    }

    /**
     * Prepares to read a file.
     *
     * @param start the beginning of the body's text
     * @param form how the text's objects are arranged
     * @param chunkBytes the maximum size of a chunk
     * @throws RefusedException if the query has options for CSV
     */
    public static JsonFile open(
            UploadBody body,
            CsvPreamble start,
            Form form,
            UploadQuery query,
            int chunkBytes,
            GatewayProperties properties)
            throws RefusedException {
        if (!query.options().equals(ReadOptions.NONE)) {
            throw new RefusedException(
                    Problem.BAD_OPTIONS,
                    "expected no options for CSV, as the file is JSON, found "
                            + query.options().format());
        }
        boolean lines = form == Form.LINES;
        ChunkCutter cutter = lines
                ? cutter(start, body.utf8(), ChunkHeaders.NDJSON, chunkBytes, properties.maxRowBytes())
                : cutter(
                        new CsvPreamble(new byte[0], 1),
                        new DocumentLines(new SequenceInputStream(new ByteArrayInputStream(start.text()), body.utf8())),
                        ChunkHeaders.JSON,
                        chunkBytes,
                        properties.maxRowBytes());
        return new JsonFile(body, query.dataset(), lines, cutter, start.skipped());
    }

    private static ChunkCutter cutter(
            CsvPreamble start, InputStream rest, String contentType, int chunkBytes, int maxRowBytes) {
        return new ChunkCutter(start, rest, new LineScanner(), contentType, chunkBytes, maxRowBytes);
    }

    @Override
    public String format() {
        return lines ? "ndjson" : "json";
    }

    @Override
    public Charset charset() {
        return body.charset();
    }

    @Override
    public boolean isGzip() {
        return body.isGzip();
    }

    @Override
    public @Nullable String csvHeader() {
        return null;
    }

    @Override
    public @Nullable String csvOptions() {
        return null;
    }

    @Override
    public Optional<Chunk> next() throws RefusedException {
        return body.reading(cutter::next);
    }

    @Override
    public FirstRow firstRow() {
        return firstRow;
    }

    @Override
    public Rows rows(Chunk chunk) {
        return lines
                ? JsonRows.ofLines(chunk.bytes(), chunk.firstLine(), dataset)
                : JsonRows.ofDocuments(chunk.bytes(), chunk.firstLine(), dataset);
    }

    @Override
    public void finish() throws RefusedException {
        body.finish();
    }

    @Override
    public String textSha256() {
        return body.textSha256();
    }

    @Override
    public FileClosed closed(String fileId) {
        return body.closed(fileId, cutter);
    }

    @Override
    public void close() {
        body.close();
    }
}
