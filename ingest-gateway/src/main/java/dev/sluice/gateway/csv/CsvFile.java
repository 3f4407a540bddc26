package dev.sluice.gateway.csv;

import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Charsets;
import dev.sluice.gateway.request.ContentEncodings;
import dev.sluice.gateway.request.Upload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.tabular.header.Detection;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An upload as a stream of chunks: counts and hashes the bytes, inflates them, converts them to UTF-8, detects the
 * format and cuts chunks. Memory use doesn't depend on the size of the file. Not thread-safe.
 */
public final class CsvFile implements AutoCloseable {
    private final Upload upload;
    private final DigestInput measured;
    private final @Nullable GzipInput inflated;
    private final Charset charset;
    private final CsvPreamble start;
    private final Detection detection;
    private final ChunkCutter cutter;

    private CsvFile(
            Upload upload,
            DigestInput measured,
            @Nullable GzipInput inflated,
            UploadQuery query,
            int chunkBytes,
            GatewayProperties properties)
            throws IOException {
        int maxRowBytes = properties.maxRowBytes();
        DecodedText text = DecodedText.of(inflated == null ? measured : inflated, declaredCharset(upload, query));
        this.start = CsvPreamble.read(text.utf8(), query.options(), maxRowBytes);
        this.upload = upload;
        this.measured = measured;
        this.inflated = inflated;
        this.charset = text.charset();
        this.detection =
                start.detect(query, upload.filename(), properties.datasets().maxColumns());
        this.cutter = new ChunkCutter(start, text.utf8(), delimiter(), chunkBytes, maxRowBytes);
        if (hasHeaderRow()) {
            cutter.skipHeaderRow(detection.options().skipped().afterHeader());
        }
    }

    /**
     * Reads the beginning of a file.
     *
     * @param chunkBytes the maximum size of a chunk
     * @throws RefusedException if the file can't be read as the query asks
     */
    public static CsvFile open(Upload upload, UploadQuery query, int chunkBytes, GatewayProperties properties)
            throws RefusedException {
        DigestInput measured = new DigestInput(upload.content());
        GzipInput inflated =
                ContentEncodings.isGzip(upload) ? new GzipInput(measured, properties.inflateLimits()) : null;
        try {
            return new CsvFile(upload, measured, inflated, query, chunkBytes, properties);
        } catch (IOException e) {
            if (inflated != null) {
                inflated.close();
            }
            throw refusal(measured, e);
        }
    }

    /** The charset of the file. */
    public Charset charset() {
        return charset;
    }

    public boolean isGzip() {
        return inflated != null;
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

    /**
     * The next chunk, or nothing after the last one.
     *
     * @throws RefusedException if the rest is not valid CSV, or the upload broke off
     */
    public Optional<Chunk> next() throws RefusedException {
        try {
            return cutter.next();
        } catch (IOException e) {
            throw refusal(measured, e);
        }
    }

    /**
     * Reads what follows the last chunk.
     *
     * @throws RefusedException if it invalidates the upload as a whole
     */
    public void finish() throws RefusedException {
        try {
            upload.finish();
        } catch (IOException e) {
            throw refusal(measured, e);
        }
    }

    /** The event that closes the file, with its size, hash and counts. Call it once. */
    public FileClosed closed(String fileId) {
        return new FileClosed(fileId, cutter.chunks(), measured.bytes(), cutter.lines(), measured.sha256());
    }

    /** Releases the buffers. Doesn't close the upload, which the caller owns. */
    @Override
    public void close() {
        if (inflated != null) {
            inflated.close();
        }
    }

    /** The query takes precedence: it is easier to set than a header of a form's part. */
    private static @Nullable Charset declaredCharset(Upload upload, UploadQuery query) throws RefusedException {
        if (query.charset() != null) {
            return query.charset();
        }
        Optional<String> type = upload.contentType();
        return type.isPresent() ? Charsets.ofContentType(type.get()).orElse(null) : null;
    }

    private static RefusedException refusal(DigestInput measured, IOException e) {
        if (e instanceof RefusedException refusal) {
            return refusal;
        }
        return RefusedException.brokenOff("the upload broke off after " + measured.bytes() + " bytes of the file", e);
    }
}
