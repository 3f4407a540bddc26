package dev.sluice.runtime.http;

import dev.sluice.runtime.settings.Settings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The settings {@code sluice.http.*} of all services.
 *
 * @param allowedHosts the accepted host names, in addition to the service's own; {@code *.} followed by a domain
 *     includes all names below it
 * @param trustForwardedFor whether {@code X-Forwarded-For} is set by a trusted proxy
 * @param auditDirectory where the last entries of the audit log are kept; empty for in memory only
 * @param auditEntries the maximum number of deletions, and of refusals, among them
 * @param auditAge the age after which an entry isn't shown any more
 */
public record HttpProperties(
        List<String> allowedHosts,
        boolean trustForwardedFor,
        String auditDirectory,
        int auditEntries,
        Duration auditAge) {
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
                Boolean.parseBoolean(settings.text("http.trust-forwarded-for", "false", "true|false", "true or false")),
                settings.text("http.audit-directory", "", ".*", "a path"),
                settings.integer("http.audit-entries", 5_000, 100, 100_000),
                settings.duration("http.audit-age", Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(366)));
    }
}
