package dev.sluice.schemas.chunk;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.text.TruncatedText;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The optional headers with which a direct producer describes its text.
 *
 * @param dataset the dataset of the rows
 * @param filename the producer's name for the file
 * @param contentType CSV or JSON; detected if absent
 * @param csvHeader the header row, if the text has none; absent if it has one or needs none
 * @param csvOptions how to read the rows; the rest is detected
 * @param client the client that the file belongs to, named by gateways
 */
public record DirectHeaders(
        String dataset,
        @Nullable String filename,
        @Nullable String contentType,
        @Nullable String csvHeader,
        String csvOptions,
        @Nullable String client) {
    private static final int MAX_NAME_CHARS = 256;

    static DirectHeaders read(Headers headers) {
        String filename = ChunkHeaders.find(headers, ChunkHeaders.FILENAME);
        String client = ChunkHeaders.find(headers, ChunkHeaders.CLIENT);
        return new DirectHeaders(
                name(Objects.requireNonNullElse(ChunkHeaders.find(headers, ChunkHeaders.DATASET), Datasets.DEFAULT)),
                filename == null ? null : name(filename),
                ChunkHeaders.find(headers, ChunkHeaders.CONTENT_TYPE),
                ChunkHeaders.find(headers, ChunkHeaders.CSV_HEADER),
                Objects.requireNonNullElse(ChunkHeaders.find(headers, ChunkHeaders.CSV_OPTIONS), ""),
                client == null ? null : name(client));
    }

    private static String name(String text) {
        return TruncatedText.ofChars(text, MAX_NAME_CHARS);
    }
}
