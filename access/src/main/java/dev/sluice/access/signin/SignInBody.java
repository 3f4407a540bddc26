package dev.sluice.access.signin;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.file.StrictReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON bodies with which people sign in: an object of short texts, all of which are needed. */
public final class SignInBody {
    private static final int MAX_BYTES = 4 * 1024;

    private SignInBody() {}

    /**
     * Reads a body.
     *
     * @param names of the properties
     * @throws InvalidFileException if it isn't such an object; the message has nothing of it
     */
    public static Map<String, String> read(InputStream body, String... names) throws IOException, InvalidFileException {
        byte[] json = body.readNBytes(MAX_BYTES + 1);
        if (json.length > MAX_BYTES) {
            throw new InvalidFileException("expected a body of at most " + MAX_BYTES + " bytes, found a larger one");
        }
        String expected = String.join(", ", names);
        return StrictReader.read(json, reader -> {
            Map<String, String> texts = new HashMap<>();
            reader.object("expected a JSON object with " + expected, expected, name -> {
                boolean known = List.of(names).contains(name);
                texts.put(name, known ? reader.text(name) : "");
                return known;
            });
            for (String name : names) {
                if (!texts.containsKey(name)) {
                    throw new InvalidFileException("expected the property \"" + name + "\", found none");
                }
            }
            return texts;
        });
    }
}
