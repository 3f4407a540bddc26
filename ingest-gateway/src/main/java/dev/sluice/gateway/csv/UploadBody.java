package dev.sluice.gateway.csv;

import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Charsets;
import dev.sluice.gateway.request.ContentEncodings;
import dev.sluice.gateway.request.Upload;
import dev.sluice.gateway.settings.InflateLimits;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text of an upload, whatever its format: counts and hashes the bytes, inflates them and converts them to UTF-8. */
public final class UploadBody implements AutoCloseable {
    private final Upload upload;
    private final DigestInput measured;
    private final @Nullable GzipInput inflated;
    private final DecodedText text;
    private final DigestInput hashed;
    private InputStream utf8;

    private UploadBody(Upload upload, DigestInput measured, @Nullable GzipInput inflated, DecodedText text) {
        this.upload = upload;
        this.measured = measured;
        this.inflated = inflated;
        this.text = text;
        // Most files are the text that they have: they are hashed once.
        boolean same = inflated == null && text.unchanged();
        hashed = same ? measured : new DigestInput(text.utf8());
        utf8 = same ? text.utf8() : hashed;
    }

    /** Reads from a body. An {@link IOException} other than a refusal means that the upload broke off. */
    @FunctionalInterface
    public interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Reads the first bytes of an upload.
     *
     * @param declared the charset that the query declares, or null. It takes precedence over the content type, as it is
     *     easier to set than a header of a form's part
     * @throws RefusedException if the bytes are evidently not text
     */
    public static UploadBody open(Upload upload, @Nullable Charset declared, InflateLimits limits)
            throws RefusedException {
        DigestInput measured = new DigestInput(upload.content());
        GzipInput inflated = ContentEncodings.isGzip(upload) ? new GzipInput(measured, limits) : null;
        try {
            Charset charset = declared == null ? ofContentType(upload) : declared;
            DecodedText text = DecodedText.of(inflated == null ? measured : inflated, charset);
            return new UploadBody(upload, measured, inflated, text);
        } catch (IOException e) {
            if (inflated != null) {
                inflated.close();
            }
            throw refusal(measured, e);
        }
    }

    /** What isn't read yet of the text, without byte order mark. */
    public InputStream utf8() {
        return utf8;
    }

    /**
     * The beginning of the text, which remains unread.
     *
     * @param max the maximum number of bytes; there are fewer only if that is all of the text
     * @throws RefusedException if it can't be read, or the upload broke off
     */
    public byte[] beginning(int max) throws RefusedException {
        return reading(() -> {
            byte[] beginning = utf8.readNBytes(max);
            PushbackInputStream unread = new PushbackInputStream(utf8, Math.max(1, beginning.length));
            unread.unread(beginning);
            utf8 = unread;
            return beginning;
        });
    }

    /** The client's name for the file. */
    public String filename() {
        return upload.filename();
    }

    /** The original charset of the text. */
    public Charset charset() {
        return text.charset();
    }

    public boolean isGzip() {
        return inflated != null;
    }

    /**
     * Reads on.
     *
     * @throws RefusedException if the rest can't be read, or the upload broke off
     */
    public <T> T reading(Reading<T> reading) throws RefusedException {
        try {
            return reading.read();
        } catch (IOException e) {
            throw refusal(measured, e);
        }
    }

    /**
     * Reads what follows the text.
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

    /** The SHA-256 of the text as UTF-8, in lower-case hexadecimal. Call it only once all is read. */
    public String textSha256() {
        return hashed.sha256();
    }

    /** The event that closes a file. */
    public FileClosed closed(String fileId, ChunkCutter cutter) {
        return new FileClosed(fileId, cutter.chunks(), measured.bytes(), cutter.lines(), measured.sha256());
    }

    /** Releases the buffers. Doesn't close the upload. */
    @Override
    public void close() {
        if (inflated != null) {
            inflated.close();
        }
    }

    private static @Nullable Charset ofContentType(Upload upload) throws RefusedException {
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
