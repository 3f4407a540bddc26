package dev.sluice.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/** The cursor of a results page: the last sensor shown, in a form that stands in a URL as it is. */
final class SensorCursor {
    private SensorCursor() {}

    static String of(String sensor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sensor.getBytes(UTF_8));
    }

    /** The sensor, or nothing if the cursor is none that {@link #of} makes. */
    static Optional<String> sensor(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String sensor = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return of(sensor).equals(cursor) && !sensor.isEmpty() ? Optional.of(sensor) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
