package dev.sluice.gateway.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to create a resumable upload. Options are in the query or in the metadata, under the same names.
 *
 * @param length the size of the file in bytes
 * @param metadata the header {@code Upload-Metadata}; may be empty
 * @param query all options
 * @param contentType the media type of the file, which clients of the protocol call {@code filetype}, or null
 */
public record CreationRequest(
        long length, String metadata, Query query, @Nullable String contentType) {
    private static final String FILETYPE = "filetype";

    /**
     * Reads the headers and the query.
     *
     * @throws RefusedException if it doesn't follow the protocol, or has an unknown option
     */
    public static CreationRequest read(HttpServletRequest request) throws RefusedException {
        String metadata = Objects.requireNonNullElse(request.getHeader("Upload-Metadata"), "");
        if (metadata.length() > TusHeaders.METADATA_CHARS) {
            throw bad(
                    "an Upload-Metadata of at most " + TusHeaders.METADATA_CHARS
                            + " characters (options may be in the query, too)",
                    metadata.length() + " characters");
        }
        if (request.getHeader("Upload-Defer-Length") != null) {
            throw bad("an Upload-Length", "Upload-Defer-Length, which isn't supported");
        }
        Query query = new Query(request.getQueryString());
        String contentType = null;
        for (String pair : metadata.isBlank() ? new String[0] : metadata.split(",", -1)) {
            String[] parts = pair.strip().split(" ", 2);
            String value = parts.length < 2 ? "" : decode(parts[1].strip());
            if (parts[0].equals(FILETYPE)) {
                contentType = type(value);
            } else {
                query.add(parts[0], value);
            }
        }
        query.requireKnown(UploadQuery.PARAMETERS);
        return new CreationRequest(TusHeaders.number(request, TusHeaders.LENGTH), metadata, query, contentType);
    }

    private static @Nullable String type(String value) throws RefusedException {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw bad("a media type as filetype", value);
        }
        return value.isBlank() ? null : value;
    }

    private static String decode(String base64) throws RefusedException {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    Problem.BAD_TUS_REQUEST,
                    "expected pairs of a name and a value in Base64 in Upload-Metadata, found " + base64,
                    e);
        }
    }

    private static RefusedException bad(String expected, String found) {
        return new RefusedException(Problem.BAD_TUS_REQUEST, "expected " + expected + ", found " + found);
    }
}
