package dev.sluice.splitter;

import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * What a record of {@code raw-chunks} belongs to.
 *
 * @param fileId the file or open stream
 * @param chunk its number in the file, or null in an open stream
 * @param wholeFile set where the record is a complete little file
 */
record ChunkOrigin(
        String fileId, @Nullable Long chunk, @Nullable WholeFile wholeFile) {

    static ChunkOrigin ofChunk(String fileId, long chunk) {
        return new ChunkOrigin(fileId, chunk, null);
    }

    static ChunkOrigin ofWholeFile(String fileId, WholeFile wholeFile) {
        return new ChunkOrigin(fileId, 0L, wholeFile);
    }

    static ChunkOrigin ofStream(String fileId) {
        return new ChunkOrigin(fileId, null, null);
    }

    /** Whether a gateway cut and numbered it, and so may have sent it twice. */
    boolean cutByGateway() {
        return chunk != null && wholeFile == null;
    }
}
