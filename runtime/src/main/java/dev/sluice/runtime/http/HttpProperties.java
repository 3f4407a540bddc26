package dev.sluice.runtime.http;

import dev.sluice.runtime.settings.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * The settings {@code sluice.http.*} of all services.
 *
 * @param allowedHosts the accepted host names, in addition to the service's own; {@code *.} followed by a domain
 *     includes all names below it
 * @param trustForwardedFor whether {@code X-Forwarded-For} is set by a trusted proxy
 */
public record HttpProperties(List<String> allowedHosts, boolean trustForwardedFor) {
    private static final String NAME = "(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?";
    private static final String NAMES = "(" + NAME + "(\\s*,\\s*" + NAME + ")*)?";
    private static final String EXPECTED_NAMES =
            "host names, separated by commas; \"*.\" and a domain for all names below it";

    public HttpProperties {
        allowedHosts = List.copyOf(allowedHosts);
    }

    public static HttpProperties read(Settings settings) {
        return new HttpProperties(
                Arrays.stream(settings.text("http.allowed-hosts", "", NAMES, EXPECTED_NAMES)
                                .split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList(),
                Boolean.parseBoolean(
                        settings.text("http.trust-forwarded-for", "false", "true|false", "true or false")));
    }
}
