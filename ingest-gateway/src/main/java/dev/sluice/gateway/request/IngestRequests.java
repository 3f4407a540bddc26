package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.settings.GatewayProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Converts servlet requests to {@link Ingest}. */
public final class IngestRequests {
    /** The dataset if the request names none. */
    public static final String DEFAULT_DATASET = "measurements";

    /** All query parameters. */
    public static final List<String> PARAMETERS = List.of("dataset", "filename");

    private IngestRequests() {}

    /**
     * Reads the body of a request, without interpreting it.
     *
     * @throws RefusedException if it is too large, or its dataset is unknown
     */
    public static Ingest read(HttpServletRequest request, GatewayProperties properties) throws RefusedException {
        Query query = new Query(request.getQueryString());
        query.requireKnown(PARAMETERS);
        ContentEncodings.requireNone(Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_ENCODING)), "none");
        return new Ingest(
                DatasetNames.of(query, properties.datasets(), DEFAULT_DATASET).name(),
                query.find("filename").map(FileNames::clean).orElse(null),
                contentType(request.getContentType()),
                body(request, properties.maxIngestBytes()));
    }

    /** Without a Content-Type the body is JSON; so it is with curl's default, which is that of a form. */
    private static String contentType(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                ? MediaType.APPLICATION_JSON_VALUE
                : type;
    }

    private static byte[] body(HttpServletRequest request, int max) throws RefusedException {
        try {
            byte[] body = request.getContentLengthLong() > max
                    ? new byte[0]
                    : request.getInputStream().readNBytes(max + 1);
            if (request.getContentLengthLong() > max || body.length > max) {
                throw new RefusedException(
                        Problem.TOO_LARGE,
                        "expected a body of at most " + max + " bytes, found more: a larger file goes to /upload");
            }
            return body;
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw RefusedException.brokenOff("the request broke off before its end", e);
        }
    }
}
