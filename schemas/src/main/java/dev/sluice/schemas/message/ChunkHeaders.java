package dev.sluice.schemas.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.text.Limits;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a gateway's chunk, all of them text.
 *
 * @param fileId the chunk's file
 * @param chunk its number in the file, from 0
 * @param firstLine the physical line on which its first record starts, from 1
 * @param dataset the dataset of the rows
 * @param filename the client's name for the file
 * @param csvHeader the file's header row, without its line ending; if the file has none, an equivalent one
 * @param csvOptions the complete options for reading the rows; the text form of {@code ReadOptions}
 * @param contentType {@code text/csv}
 */
public record ChunkHeaders(
        String fileId,
        long chunk,
        long firstLine,
        String dataset,
        String filename,
        String csvHeader,
        String csvOptions,
        String contentType) {

    public static final String FILE_ID = "file-id";
    public static final String CHUNK = "chunk";
    public static final String FIRST_LINE = "first-line";
    public static final String DATASET = "dataset";
    public static final String FILENAME = "filename";
    public static final String CSV_HEADER = "csv-header";
    public static final String CSV_OPTIONS = "csv-options";
    public static final String CONTENT_TYPE = "content-type";

    /**
     * More chunks and lines than a file can have; with the lines of a chunk added the sum is still at most {@link
     * Limits#MAX}.
     */
    private static final long MAX = Limits.MAX / 2;

    public Headers toHeaders() {
        return new RecordHeaders()
                .add(FILE_ID, fileId.getBytes(UTF_8))
                .add(CHUNK, Long.toString(chunk).getBytes(UTF_8))
                .add(FIRST_LINE, Long.toString(firstLine).getBytes(UTF_8))
                .add(DATASET, dataset.getBytes(UTF_8))
                .add(FILENAME, filename.getBytes(UTF_8))
                .add(CSV_HEADER, csvHeader.getBytes(UTF_8))
                .add(CSV_OPTIONS, csvOptions.getBytes(UTF_8))
                .add(CONTENT_TYPE, contentType.getBytes(UTF_8));
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
        return new ChunkHeaders(
                fileId,
                number(headers, CHUNK, 0),
                number(headers, FIRST_LINE, 1),
                text(headers, DATASET),
                text(headers, FILENAME),
                text(headers, CSV_HEADER),
                options == null ? "" : options,
                text(headers, CONTENT_TYPE));
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
