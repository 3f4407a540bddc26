package dev.sluice.access.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a service listens for HTTP.
 *
 * @param address as the operator wrote it; empty for all addresses
 * @param tls whether it speaks TLS itself
 * @param separateManagement whether health and metrics have a separate port, which nothing guards
 */
public record Listener(String address, boolean tls, boolean separateManagement) {
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
