package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import java.util.Locale;
import java.util.Optional;

/** Interprets {@code Content-Encoding}. */
public final class ContentEncodings {
    private ContentEncodings() {}

    /**
     * Whether the content is compressed with gzip. A client that says so both in the header and by the file's name has
     * compressed it once.
     *
     * @throws RefusedException if it has another encoding
     */
    public static boolean isGzip(Upload upload) throws RefusedException {
        String encoding = normal(upload.contentEncoding());
        if (encoding.equals("gzip") || encoding.equals("x-gzip")) {
            return true;
        }
        requireNone(upload.contentEncoding(), "gzip or none");
        return upload.filename().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    /**
     * Refuses encoded content.
     *
     * @param expected the expectation, for the message
     * @throws RefusedException if it is encoded
     */
    static void requireNone(Optional<String> contentEncoding, String expected) throws RefusedException {
        if (!normal(contentEncoding).equals("identity")) {
            throw new RefusedException(
                    Problem.UNSUPPORTED_ENCODING,
                    "expected the Content-Encoding " + expected + ", found " + contentEncoding.orElse("none"));
        }
    }

    private static String normal(Optional<String> encoding) {
        return encoding.map(text -> text.strip().toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty())
                .orElse("identity");
    }
}
