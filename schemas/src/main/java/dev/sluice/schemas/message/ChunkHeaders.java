package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.text.Limits;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a gateway's chunk, all of them text. A chunk is a run of rows, or one row that can't be read, with the
 * reason.
 *
 * @param fileId the chunk's file
 * @param chunk its number in the file, from 0
 * @param firstLine the physical line on which its first record starts, from 1; in chunks of JSON documents the number
 *     of the first one
 * @param dataset the dataset of the rows
 * @param filename the client's name for the file
 * @param csvHeader the file's header row, without its line ending; if the file has none, an equivalent one; null for
 *     JSON
 * @param csvOptions the complete options for reading the rows; the text form of {@code ReadOptions}; empty for JSON
 * @param contentType {@link #CSV}, {@link #NDJSON}, or {@link #JSON}: documents that were cut from arrays or pretty
 *     printing, one a line
 * @param badRow why the chunk's only row can't be read; null for a run of rows
 */
public record ChunkHeaders(
        String fileId,
        long chunk,
        long firstLine,
        String dataset,
        String filename,
        @Nullable String csvHeader,
        String csvOptions,
        String contentType,
        @Nullable BadRow badRow) {

    public static final String FILE_ID = "file-id";
    public static final String CHUNK = "chunk";
    public static final String FIRST_LINE = "first-line";
    public static final String DATASET = "dataset";
    public static final String FILENAME = "filename";
    public static final String CSV_HEADER = "csv-header";
    public static final String CSV_OPTIONS = "csv-options";
    public static final String CONTENT_TYPE = "content-type";
    /** The client that a small file belongs to, which is one record. */
    public static final String CLIENT = "client";

    public static final String ROW_ERROR = "row-error";
    public static final String ROW_BYTES = "row-bytes";

    public static final String CSV = "text/csv";
    public static final String JSON = "application/json";
    public static final String NDJSON = "application/x-ndjson";

    /**
     * More chunks and lines than a file can have; with the lines of a chunk added the sum is still at most {@link
     * Limits#MAX}.
     */
    private static final long MAX = Limits.MAX / 2;

    /**
     * Why a row can't be read.
     *
     * @param message what was expected and what was found
     * @param bytes the size of the row, of which the chunk may hold only the beginning
     */
    public record BadRow(String message, long bytes) {}

    /** A run of CSV rows. */
    public ChunkHeaders(
            String fileId,
            long chunk,
            long firstLine,
            String dataset,
            String filename,
            String csvHeader,
            String csvOptions,
            String contentType) {
        this(fileId, chunk, firstLine, dataset, filename, csvHeader, csvOptions, contentType, null);
    }

    public Headers toHeaders() {
        Headers headers = new RecordHeaders()
                .add(FILE_ID, fileId.getBytes(UTF_8))
                .add(CHUNK, Long.toString(chunk).getBytes(UTF_8))
                .add(FIRST_LINE, Long.toString(firstLine).getBytes(UTF_8))
                .add(DATASET, dataset.getBytes(UTF_8))
                .add(FILENAME, filename.getBytes(UTF_8));
        // A splitter that doesn't know the other kinds of chunks then misses the header row, and fails the file.
        if (csvHeader != null && badRow == null) {
            headers.add(CSV_HEADER, csvHeader.getBytes(UTF_8)).add(CSV_OPTIONS, csvOptions.getBytes(UTF_8));
        }
        headers.add(CONTENT_TYPE, contentType.getBytes(UTF_8));
        if (badRow != null) {
            headers.add(ROW_ERROR, badRow.message().getBytes(UTF_8))
                    .add(ROW_BYTES, Long.toString(badRow.bytes()).getBytes(UTF_8));
        }
        return headers;
    }

    /** Whether the rows are JSON objects, one a line. */
    public boolean isJson() {
        return isJson(contentType);
    }

    private static boolean isJson(String contentType) {
        return contentType.equals(JSON) || contentType.equals(NDJSON);
    }

    /**
     * Whether a record claims to be a numbered chunk. A record with only a {@code file-id} is a whole file with that
     * id.
     */
    public static boolean present(Headers headers) {
        return headers.lastHeader(CHUNK) != null;
    }

    /**
     * Reads the headers of a numbered chunk.
     *
     * @throws IllegalArgumentException naming the missing or invalid header
     */
    public static ChunkHeaders from(Headers headers) {
        String fileId = text(headers, FILE_ID);
        if (!FileIds.isValid(fileId)) {
            throw new IllegalArgumentException(
                    "expected " + FileIds.RULE + " in the header " + FILE_ID + ", found " + fileId);
        }
        // Chunks of old gateways have none: commas, and a header row.
        String options = find(headers, CSV_OPTIONS);
        String contentType = text(headers, CONTENT_TYPE);
        BadRow badRow = badRow(headers);
        return new ChunkHeaders(
                fileId,
                number(headers, CHUNK, 0),
                number(headers, FIRST_LINE, 1),
                text(headers, DATASET),
                text(headers, FILENAME),
                badRow == null && !isJson(contentType) ? text(headers, CSV_HEADER) : null,
                options == null ? "" : options,
                contentType,
                badRow);
    }

    private static @Nullable BadRow badRow(Headers headers) {
        String message = find(headers, ROW_ERROR);
        return message == null ? null : new BadRow(message, number(headers, ROW_BYTES, 0));
    }

    /** The header's text, or null if the header is absent. */
    public static @Nullable String find(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private static String text(Headers headers, String name) {
        String text = find(headers, name);
        if (text == null) {
            throw new IllegalArgumentException("expected the header " + name + ", found none");
        }
        return text;
    }

    private static long number(Headers headers, String name, long min) {
        String text = text(headers, name);
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= MAX) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number in the header " + name + ", found " + text, e);
        }
        throw new IllegalArgumentException(
                "expected from " + min + " to " + MAX + " in the header " + name + ", found " + text);
    }
}
