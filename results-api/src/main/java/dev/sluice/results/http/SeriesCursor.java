package dev.sluice.results.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/** The cursor of a results page: the last series shown, in a form that is safe in a URL. */
public final class SeriesCursor {
    private SeriesCursor() {}

    public static String of(String series) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(series.getBytes(UTF_8));
    }

    /** The series, or nothing if the cursor isn't the output of {@link #of}. */
    static Optional<String> series(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String series = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return of(series).equals(cursor) && !series.isEmpty() ? Optional.of(series) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
