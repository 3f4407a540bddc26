package dev.sluice.gateway.csv;

import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.tabular.row.Rows;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An upload as a stream of chunks. Memory use doesn't depend on the size of the file. Not thread-safe. */
public interface UploadFile extends AutoCloseable {
    /** What the file is, in a word: {@code csv}, {@code json} or {@code ndjson}. */
    String format();

    /** The charset of the file. */
    Charset charset();

    boolean isGzip();

    /** The header row; if the file has none, an equivalent one; null for JSON. */
    @Nullable
    String csvHeader();

    /** The complete options for reading the rows, as text; null for JSON. */
    @Nullable
    String csvOptions();

    /**
     * The next chunk, or nothing after the last one.
     *
     * @throws RefusedException if the rest can't be read, or the upload broke off
     */
    Optional<Chunk> next() throws RefusedException;

    /** Where the first chunk begins; call it before {@link #next}. */
    FirstRow firstRow();

    /**
     * The place of a file's first row.
     *
     * @param position the number of bytes of the text before it, in UTF-8
     * @param line its physical line; of JSON documents their number
     */
    record FirstRow(long position, long line) {}

    /** The rows of a chunk, as the splitter reads them. */
    Rows rows(Chunk chunk);

    /**
     * Reads what follows the last chunk.
     *
     * @throws RefusedException if it invalidates the upload as a whole
     */
    void finish() throws RefusedException;

    /**
     * The SHA-256 of the text as UTF-8, whatever the file's charset and compression. Call it only after {@link #finish}.
     */
    String textSha256();

    /** The event that closes the file, with its size, hash and counts. */
    FileClosed closed(String fileId);

    /** Releases the buffers. Doesn't close the upload, which the caller owns. */
    @Override
    void close();
}
