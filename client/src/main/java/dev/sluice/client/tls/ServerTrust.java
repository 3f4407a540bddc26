package dev.sluice.client.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Which certificates of servers a client trusts where it speaks TLS. */
public final class ServerTrust {
    /** Those that this JVM trusts: of the public authorities, or of {@code javax.net.ssl.trustStore}. */
    public static final ServerTrust OF_JVM = new ServerTrust(null);

    private final @Nullable SSLContext context;

    private ServerTrust(@Nullable SSLContext context) {
        this.context = context;
    }

    /**
     * Those that the authorities in a file have signed, and no others.
     *
     * @param file one or more certificates as PEM
     * @throws IOException if it can't be read, or has no certificate; the message is for the user
     */
    public static ServerTrust of(Path file) throws IOException {
        Collection<? extends Certificate> authorities;
        try (InputStream pem = Files.newInputStream(file)) {
            authorities = CertificateFactory.getInstance("X.509").generateCertificates(pem);
        } catch (CertificateException e) {
            throw new IOException(file + ": expected certificates as PEM, found other content", e);
        } catch (IOException e) {
            throw new IOException(file + " can't be read", e);
        }
        if (authorities.isEmpty()) {
            throw new IOException(file + ": expected certificates as PEM, found none");
        }
        try {
            return new ServerTrust(trusting(authorities));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": its certificates can't be used: " + e.getMessage(), e);
        }
    }

    private static SSLContext trusting(Collection<? extends Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate authority : authorities) {
            store.setCertificateEntry(Integer.toString(number++), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Has a client trust these alone. */
    public void apply(HttpClient.Builder client) {
        if (context != null) {
            client.sslContext(context);
        }
    }
}
