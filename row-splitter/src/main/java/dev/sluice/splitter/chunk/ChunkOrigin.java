package dev.sluice.splitter.chunk;

import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * What a record of {@code raw-chunks} belongs to.
 *
 * @param fileId the file or open stream
 * @param chunk its number in the file, or null in an open stream
 * @param wholeFile set where the record is a complete little file
 * @param named whether the record says itself which file it is of; so its gateway may have sent it twice
 */
public record ChunkOrigin(
        String fileId, @Nullable Long chunk, @Nullable WholeFile wholeFile, boolean named) {

    static ChunkOrigin ofChunk(String fileId, long chunk) {
        return new ChunkOrigin(fileId, chunk, null, true);
    }

    static ChunkOrigin ofWholeFile(String fileId, boolean named, WholeFile wholeFile) {
        return new ChunkOrigin(fileId, 0L, wholeFile, named);
    }

    static ChunkOrigin ofStream(String fileId) {
        return new ChunkOrigin(fileId, null, null, false);
    }

    /** Whether a gateway cut it out of a file that may have other chunks. */
    public boolean isPartOfFile() {
        return chunk != null && wholeFile == null;
    }
}
