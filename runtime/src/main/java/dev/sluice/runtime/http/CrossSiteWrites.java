package dev.sluice.runtime.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detects writes that a browser sends for a page of another site (CSRF). A form may {@code POST} to any server, and
 * without sign-in there is no cookie that such a request would lack. Programs other than browsers send neither header.
 */
final class CrossSiteWrites {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final List<TrustedOrigins> trusted;

    CrossSiteWrites(List<TrustedOrigins> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /**
     * Whether the request is a write from a page of another origin.
     *
     * @param host the {@code Host} header: the origin that the browser sends to
     * @param site {@code Sec-Fetch-Site}, which no page can set; browsers omit it for a plain http address other than
     *     this machine's
     * @param origin the {@code Origin} header, which browsers send with all writes
     */
    boolean include(String method, String path, @Nullable String host, @Nullable String site, @Nullable String origin) {
        if (READS.contains(method)) {
            return false;
        }
        boolean own = site != null
                ? OWN.contains(site.strip().toLowerCase(Locale.ROOT))
                : origin == null || isOf(origin.strip(), host);
        return !own && !isTrusted(path, origin);
    }

    private boolean isTrusted(String path, @Nullable String origin) {
        String known = origin == null ? "null" : origin.strip();
        return trusted.stream().anyMatch(each -> each.include(path, known));
    }

    /** The scheme isn't compared: a proxy may terminate TLS. */
    private static boolean isOf(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        try {
            URI uri = new URI(origin);
            String authority = uri.getRawAuthority();
            String port = "https".equalsIgnoreCase(uri.getScheme()) ? ":443" : ":80";
            return authority != null && withoutPort(authority, port).equals(withoutPort(host, port));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String withoutPort(String authority, String port) {
        String lower = authority.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }
}
