package dev.sluice.gateway.resume;

import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.tabular.text.Limits;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a file is read and cut, from its beginning to its end and by whatever gateway.
 *
 * @param dataset the name of its dataset
 * @param filename its name for display
 * @param format {@code csv}, {@code json} or {@code ndjson}
 * @param csvHeader the header row, or null
 * @param csvOptions the options for reading the rows, or null
 * @param charset the name of its charset
 * @param delimiter of CSV
 * @param marked whether it begins with a byte order mark
 * @param chunkBytes the maximum size of a chunk
 * @param maxRowBytes the maximum size of a row
 * @param lastEventMs the broker's timestamp of the last event, or null if none is known
 */
public record OpenFile(
        String dataset,
        String filename,
        String format,
        @Nullable String csvHeader,
        @Nullable String csvOptions,
        String charset,
        char delimiter,
        boolean marked,
        int chunkBytes,
        int maxRowBytes,
        @Nullable Long lastEventMs) {
    public OpenFile {
        Limits.text("dataset", dataset, Limits.NAME_CHARS);
        Limits.text("filename", filename, Limits.NAME_CHARS);
        Limits.text("format", format, Limits.CODE_CHARS);
        Limits.optionalText("csv_header", csvHeader, Limits.HEADER_CHARS);
        Limits.optionalText("csv_options", csvOptions, Limits.HEADER_CHARS);
        Limits.text("charset", charset, Limits.CODE_CHARS);
        Limits.atLeast(1, "max_row_bytes", maxRowBytes);
        Limits.atLeast(maxRowBytes, "chunk_bytes", chunkBytes);
        if (chunkBytes > Limits.RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "expected chunks of at most " + Limits.RECORD_BYTES + " bytes, found " + chunkBytes);
        }
    }

    /** The same file after an event. */
    public OpenFile after(@Nullable Long eventMs) {
        return new OpenFile(
                dataset,
                filename,
                format,
                csvHeader,
                csvOptions,
                charset,
                delimiter,
                marked,
                chunkBytes,
                maxRowBytes,
                eventMs);
    }

    /** The event that opens the file: the same each time. */
    public FileOpened opened(String fileId, UploadRequest request) {
        return new FileOpened(
                fileId,
                dataset,
                filename,
                csvHeader,
                csvOptions,
                Instant.ofEpochMilli(request.createdMs()),
                request.deadlineMs(),
                request.client());
    }
}
