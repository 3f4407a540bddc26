package dev.sluice.access.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * Where a service listens for HTTP.
 *
 * @param address as the operator wrote it; empty for all addresses
 * @param tls whether it speaks TLS itself
 * @param separateManagement whether health and metrics have a separate port, which nothing guards
 */
public record Listener(String address, boolean tls, boolean separateManagement) {
    /** Where a service with that environment listens. */
    public static Listener of(Environment environment) {
        boolean tls = environment.getProperty("server.ssl.enabled", Boolean.class, true)
                && Stream.of("server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate")
                        .anyMatch(environment::containsProperty);
        return new Listener(
                environment.getProperty("server.address", "").strip(),
                tls,
                environment.containsProperty("management.server.port"));
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
