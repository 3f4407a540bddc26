package dev.sluice.access.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * Where a service listens for HTTP.
 *
 * @param address as the operator wrote it; empty for all addresses
 * @param tls whether it speaks TLS itself
 * @param trustedCertificates whether it asks for clients' certificates, which authorities in its trust store have signed
 * @param separateManagement whether health and metrics have a separate port, which nothing guards
 */
public record Listener(String address, boolean tls, boolean trustedCertificates, boolean separateManagement) {
    /** Where a service with that environment listens. */
    public static Listener of(Environment environment) {
        boolean tls = environment.getProperty("server.ssl.enabled", Boolean.class, true)
                && Stream.of("server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate")
                        .anyMatch(environment::containsProperty);
        return new Listener(
                environment.getProperty("server.address", "").strip(),
                tls,
                tls && asksForCertificates(environment) && hasTrustStore(environment),
                environment.containsProperty("management.server.port"));
    }

    private static boolean asksForCertificates(Environment environment) {
        return List.of("want", "need")
                .contains(environment.getProperty("server.ssl.client-auth", "").toLowerCase(Locale.ROOT));
    }

    /** Without one the JVM's would count, which has all public authorities. */
    private static boolean hasTrustStore(Environment environment) {
        String bundle = environment.getProperty("server.ssl.bundle", "");
        return Stream.of(
                        "spring.ssl.bundle.pem." + bundle + ".truststore.certificate",
                        "spring.ssl.bundle.jks." + bundle + ".truststore.location",
                        "server.ssl.trust-store",
                        "server.ssl.trust-certificate")
                .filter(name -> name.startsWith("server.") == bundle.isEmpty())
                .anyMatch(environment::containsProperty);
    }

    boolean isLoopback() {
        try {
            return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // The web server won't start either.
            return false;
        }
    }

    String inWords() {
        return address.isEmpty() ? "all addresses" : address;
    }
}
