package dev.sluice.access.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The certificates of services that may use {@code /internal}: the handshake has shown that an authority in the server's
 * trust store has signed them, and that the client has the key.
 */
final class ServiceCertificates {
    /** Where a servlet container puts a client's certificate and its chain. */
    private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

    private static final int DNS_NAME = 2;

    private final Set<String> names;
    private final InstantSource clock;

    /** @param names the DNS names of services; none if no certificate counts */
    ServiceCertificates(Collection<String> names, InstantSource clock) {
        this.names = names.stream().map(ServiceCertificates::lower).collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    /** Whether the client of a request has shown one. */
    boolean include(HttpServletRequest request) {
        return !names.isEmpty()
                && request.getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain
                && chain.length > 0
                && isNamed(chain[0])
                // The connection may have been opened while it was valid.
                && isValidNow(chain[0]);
    }

    private boolean isValidNow(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private boolean isNamed(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives != null
                    && alternatives.stream()
                            .anyMatch(each -> Integer.valueOf(DNS_NAME).equals(each.get(0))
                                    && names.contains(lower(String.valueOf(each.get(1)))));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
