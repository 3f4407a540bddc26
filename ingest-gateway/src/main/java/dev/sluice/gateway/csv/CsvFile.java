package dev.sluice.gateway.csv;

import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.SkippedLines;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.csv.CsvRows;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;

/** An upload of CSV: detects the format and cuts chunks. */
public final class CsvFile implements UploadFile {
    private final UploadBody body;
    private final Dataset dataset;
    private final CsvPreamble start;
    private final Detection detection;
    private final ChunkCutter cutter;

    private CsvFile(UploadBody body, CsvPreamble start, UploadQuery query, int chunkBytes, GatewayProperties properties)
            throws IOException {
        int maxRowBytes = properties.maxRowBytes();
        start.requireReadableFirstLine(maxRowBytes);
        this.body = body;
        this.dataset = query.dataset();
        this.start = start;
        this.detection =
                start.detect(query, body.filename(), properties.datasets().maxColumns());
        this.cutter = new ChunkCutter(start, body.utf8(), delimiter(), chunkBytes, maxRowBytes);
        if (hasHeaderRow()) {
            SkippedLines skipped = detection.options().skipped();
            cutter.skipHeaderRow(skipped.afterHeader(), skipped.comment());
        }
    }

    /**
     * Reads the beginning of a file.
     *
     * @param start the beginning of the body's text
     * @param chunkBytes the maximum size of a chunk
     * @throws RefusedException if the file can't be read as the query asks
     */
    public static CsvFile open(
            UploadBody body, CsvPreamble start, UploadQuery query, int chunkBytes, GatewayProperties properties)
            throws RefusedException {
        return body.reading(() -> new CsvFile(body, start, query, chunkBytes, properties));
    }

    @Override
    public String format() {
        return "csv";
    }

    @Override
    public Charset charset() {
        return body.charset();
    }

    @Override
    public boolean isGzip() {
        return body.isGzip();
    }

    /** The beginning of its text. */
    public CsvPreamble start() {
        return start;
    }

    /** The detected format and columns. */
    public Detection detection() {
        return detection;
    }

    public char delimiter() {
        return Objects.requireNonNull(detection.options().delimiter(), "delimiter");
    }

    public boolean hasHeaderRow() {
        return Objects.requireNonNull(detection.options().header(), "header");
    }

    @Override
    public String csvHeader() {
        return detection.headerRow();
    }

    @Override
    public String csvOptions() {
        return detection.options().format();
    }

    @Override
    public Optional<Chunk> next() throws RefusedException {
        return body.reading(cutter::next);
    }

    @Override
    public FirstRow firstRow() {
        return new FirstRow(cutter.position(), cutter.line());
    }

    @Override
    public Rows rows(Chunk chunk) {
        return new CsvRows(chunk.bytes(), 0, chunk.firstLine(), dataset, detection.columns(), detection.options());
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
