package dev.sluice.client;

import java.net.http.HttpRequest;
import java.util.regex.Pattern;

/** The key of a client, or none. It is sent with each request, and shown nowhere. */
public final class ClientKey {
    /** Of a Sluice whose clients need no key. */
    public static final ClientKey NONE = new ClientKey("");

    private static final String HEADER = "x-api-key";
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,200}");

    private final String key;

    private ClientKey(String key) {
        this.key = key;
    }

    /**
     * The key with that text, without spaces and line ends around it; none if it is empty.
     *
     * @throws IllegalArgumentException if no key can be like that; the message doesn't repeat it
     */
    public static ClientKey of(String text) {
        String key = text.strip();
        if (key.isEmpty()) {
            return NONE;
        }
        if (!VISIBLE.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "expected a key of at most 200 visible ASCII characters, found another text");
        }
        return new ClientKey(key);
    }

    void sign(HttpRequest.Builder request) {
        if (!key.isEmpty()) {
            request.header(HEADER, key);
        }
    }

    @Override
    public String toString() {
        return key.isEmpty() ? "no key" : "a key";
    }
}
