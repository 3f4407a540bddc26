package dev.sluice.access.web;

import dev.sluice.access.settings.InternalKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** Finds what a request carries as its key. */
final class Credentials {
    static final String KEY_HEADER = "x-api-key";

    private static final String BEARER = "bearer ";

    private Credentials() {}

    /** The keys of a client, in the header {@code x-api-key} or as a bearer token. More than one is never valid. */
    static List<String> ofClient(HttpServletRequest request) {
        List<String> found = new ArrayList<>(Collections.list(request.getHeaders(KEY_HEADER)));
        for (String header : Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION))) {
            // Of another scheme, it may be meant for a proxy.
            if (header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                found.add(header.substring(BEARER.length()).strip());
            }
        }
        return found;
    }

    static List<String> ofService(HttpServletRequest request) {
        return Collections.list(request.getHeaders(InternalKey.HEADER));
    }
}
