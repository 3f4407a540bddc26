package dev.sluice.runtime.http;

import java.util.List;

/**
 * Origins that the web page may connect to besides its own server: a bean of each part that needs some.
 *
 * @param origins scheme, host and port
 */
public record PageOrigins(List<String> origins) {
    public PageOrigins {
        origins = List.copyOf(origins);
    }
}
