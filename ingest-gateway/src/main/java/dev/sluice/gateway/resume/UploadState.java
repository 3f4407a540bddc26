package dev.sluice.gateway.resume;

import dev.sluice.schemas.message.FileIds;
import dev.sluice.tabular.text.Limits;
import org.jspecify.annotations.Nullable;

/**
 * How far a resumable upload is, so that any gateway continues it. As long as the beginning of the file is too short to
 * tell how to read it, the state has all bytes; after that what is in no chunk yet.
 *
 * @param fileId the file, which is the upload
 * @param request what the client asked for when it created the upload
 * @param offset the number of bytes that need not be sent again
 * @param expiresMs when the upload ends unless it is continued
 * @param start all bytes so far, until {@code open} is known; then and after the end empty
 * @param open how the file is read, or null as long as that isn't known
 * @param text where in the file it is; null if {@code open} is, or {@code ending} isn't
 * @param ending how the upload ended, or null as long as it may be continued
 */
public record UploadState(
        String fileId,
        UploadRequest request,
        long offset,
        long expiresMs,
        byte[] start,
        @Nullable OpenFile open,
        @Nullable TextState text,
        @Nullable Ending ending) {
    public UploadState {
        FileIds.require(fileId);
        Limits.count("offset", offset);
        if (offset > request.length()) {
            throw new IllegalArgumentException(
                    "expected an offset of at most " + request.length() + ", found " + offset);
        }
        if (ending == null && (open == null) != (text == null)) {
            throw new IllegalArgumentException("expected the text of a file whose format is known, and of no other");
        }
    }

    /**
     * How an upload ended.
     *
     * @param storedAs the file under which it is stored, or null if it isn't
     * @param repeated whether an earlier request with the same idempotency key stored that file
     * @param code why it isn't stored, or null
     */
    public record Ending(
            @Nullable String storedAs,
            boolean repeated,
            @Nullable String code) {
        public Ending {
            if ((storedAs == null) == (code == null)) {
                throw new IllegalArgumentException("expected a file or a reason, and not both");
            }
        }
    }

    /** A new upload. */
    public static UploadState created(String fileId, UploadRequest request, long expiresMs) {
        return new UploadState(fileId, request, 0, expiresMs, new byte[0], null, null, null);
    }

    /** The upload with these bytes, which are too few to tell how to read the file. */
    public UploadState started(byte[] bytes, long newExpiresMs) {
        return new UploadState(fileId, request, bytes.length, newExpiresMs, bytes, null, null, null);
    }

    /** The upload, further on. */
    public UploadState at(long newOffset, OpenFile file, TextState where, long newExpiresMs) {
        return new UploadState(fileId, request, newOffset, newExpiresMs, new byte[0], file, where, null);
    }

    /** The upload after its end, which is kept for a client that hasn't got the answer. */
    public UploadState stored(String storedAs, boolean repeated, long newExpiresMs) {
        return new UploadState(
                fileId,
                request,
                request.length(),
                newExpiresMs,
                new byte[0],
                null,
                null,
                new Ending(storedAs, repeated, null));
    }

    /** The upload after a failure. */
    public UploadState failed(String code, long newExpiresMs) {
        return new UploadState(
                fileId, request, offset, newExpiresMs, new byte[0], null, null, new Ending(null, false, code));
    }

    /** The file under which it is stored, or null if it isn't. */
    public @Nullable String storedAs() {
        return ending == null ? null : ending.storedAs();
    }

    /** Why it failed, or null if it didn't. */
    public @Nullable String failure() {
        return ending == null ? null : ending.code();
    }
}
