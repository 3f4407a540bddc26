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

/** Makes records of servlet requests. */
public final class IngestRequests {
    /** What is meant where no dataset is named. */
    public static final String DEFAULT_DATASET = "measurements";

    /** All parameters. */
    public static final List<String> PARAMETERS = List.of("dataset", "filename");

    private IngestRequests() {}

    /**
     * The request's body with what the request says of it. Nothing of the body is looked at.
     *
     * @throws RefusedException if it is too large, or of no dataset that there is
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

    /** A client that says nothing sends JSON, and curl says of all that it sends that it is a form. */
    private static String contentType(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.equals(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                ? MediaType.APPLICATION_JSON_VALUE
                : type;
    }

    private static byte[] body(HttpServletRequest request, int most) throws RefusedException {
        try {
            byte[] body = request.getContentLengthLong() > most
                    ? new byte[0]
                    : request.getInputStream().readNBytes(most + 1);
            if (request.getContentLengthLong() > most || body.length > most) {
                throw new RefusedException(
                        Problem.TOO_LARGE,
                        "expected a body of at most " + most + " bytes, found more: a larger file goes to /upload");
            }
            return body;
        } catch (RefusedException e) {
            throw e;
        } catch (IOException e) {
            throw RefusedException.brokenOff("the request broke off before its end", e);
        }
    }
}
