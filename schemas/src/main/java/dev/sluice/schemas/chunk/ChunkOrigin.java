package dev.sluice.schemas.chunk;

import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * The file or stream that a record of {@code raw-chunks} belongs to.
 *
 * @param fileId the id of the file or open stream
 * @param chunk its number in the file, or null in an open stream
 * @param wholeFile whether the record is a complete small file
 * @param named whether the record has the file's id in a header; its gateway may then have sent it twice
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

    /** Whether a gateway cut it from a file that may have other chunks. */
    public boolean isPartOfFile() {
        return chunk != null && wholeFile == null;
    }
}
