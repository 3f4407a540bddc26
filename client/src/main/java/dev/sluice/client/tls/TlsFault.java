package dev.sluice.client.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Why client and server don't come together over TLS, in words for the user. Repeating the request doesn't help. */
public final class TlsFault {
    private TlsFault() {}

    /** Empty if the reason is another one. */
    public static Optional<String> inWords(Exception failure) {
        Throwable innermost = failure;
        String fault = null;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            innermost = t;
            if (t instanceof CertificateExpiredException) {
                fault = "its certificate has expired (" + t.getMessage() + ")";
            } else if (t instanceof CertificateNotYetValidException) {
                fault = "its certificate isn't valid yet (" + t.getMessage() + ")";
            } else if (t instanceof CertPathBuilderException) {
                fault = "its certificate isn't signed by an authority that this client trusts; name the certificate of "
                        + "its authority (--cacert)";
            }
        }
        if (fault != null) {
            return Optional.of(fault);
        }
        String message = String.valueOf(innermost.getMessage());
        if (innermost instanceof CertificateException && message.startsWith("No ")) {
            // "No subject alternative DNS name matching HOST found."
            return Optional.of("its certificate is for another name (" + message + ")");
        }
        if (innermost instanceof SSLHandshakeException && message.contains("protocol_version")) {
            return Optional.of("it speaks no version of TLS that this client accepts (" + message + ")");
        }
        if (innermost instanceof SSLException && message.contains("nrecognized SSL message")) {
            return Optional.of("it doesn't speak TLS at that port; try http://");
        }
        return Optional.empty();
    }
}
