package dev.sluice.splitter.chunk;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.text.TruncatedText;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a direct producer says of the text it sends. All of it is optional.
 *
 * @param dataset what its columns mean
 * @param filename its name at its owner
 * @param contentType whether it is CSV or JSON; else it is looked at
 * @param csvHeader the header row that the text lacks; else it has one itself, or needs none
 * @param csvOptions how its rows are read, as far as that is not to be detected
 */
public record DirectHeaders(
        String dataset,
        @Nullable String filename,
        @Nullable String contentType,
        @Nullable String csvHeader,
        String csvOptions) {
    private static final int MAX_NAME_CHARS = 256;

    static DirectHeaders read(Headers headers) {
        String filename = ChunkHeaders.find(headers, ChunkHeaders.FILENAME);
        return new DirectHeaders(
                name(Objects.requireNonNullElse(ChunkHeaders.find(headers, ChunkHeaders.DATASET), Datasets.DEFAULT)),
                filename == null ? null : name(filename),
                ChunkHeaders.find(headers, ChunkHeaders.CONTENT_TYPE),
                ChunkHeaders.find(headers, ChunkHeaders.CSV_HEADER),
                Objects.requireNonNullElse(ChunkHeaders.find(headers, ChunkHeaders.CSV_OPTIONS), ""));
    }

    private static String name(String text) {
        return TruncatedText.ofChars(text, MAX_NAME_CHARS);
    }
}
