package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** Converts servlet requests to {@link Upload}. */
public final class UploadRequests {
    private UploadRequests() {}

    /**
     * The upload in the body of a request: a form's file part, or any other body as a whole.
     *
     * @param query the query string; the form's parts before the file are added to it
     * @throws RefusedException if there is no upload
     */
    public static Upload upload(HttpServletRequest request, Query query) throws RefusedException {
        String contentType = request.getContentType();
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        try {
            if (type.startsWith("multipart/form-data")) {
                ContentEncodings.requireNone(
                        Optional.ofNullable(encoding), "none for a form (it is the file in it that may be compressed)");
                return FormUpload.open(request, query);
            }
            if (type.startsWith("multipart/")) {
                throw new RefusedException(
                        Problem.UNSUPPORTED_BODY, "expected multipart/form-data or the file itself, found " + type);
            }
            return new RawUpload(UploadQuery.filename(query), contentType, encoding, request.getInputStream());
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw RefusedException.brokenOff("the upload broke off before the file began", e);
        }
    }
}
