package dev.sluice.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** Finds what a request carries in its headers to say who sent it. */
final class Credentials {
    static final String KEY_HEADER = "x-api-key";

    private static final String BEARER = "bearer ";

    private Credentials() {}

    /** @param bearer whether it is a bearer token; otherwise it can be a key only */
    record Credential(String text, boolean bearer) {}

    /** All of them, in the header {@code x-api-key} or as a bearer token. More than one is never valid. */
    static List<Credential> of(HttpServletRequest request) {
        List<Credential> found = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders(KEY_HEADER))) {
            found.add(new Credential(header, false));
        }
        for (String header : Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION))) {
            // Of another scheme, it may be meant for a proxy.
            if (header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
                found.add(new Credential(header.substring(BEARER.length()).strip(), true));
            }
        }
        return found;
    }
}
