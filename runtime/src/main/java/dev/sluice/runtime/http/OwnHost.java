package dev.sluice.runtime.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * A name by which this process is reached, which its service knows: a bean of each service that advertises one.
 *
 * @param name a host name
 */
public record OwnHost(String name) {

    /** The names that the machine has for itself. */
    static List<String> ofMachine() {
        List<String> names = new ArrayList<>();
        String variable = System.getenv("HOSTNAME");
        if (variable != null && !variable.isBlank()) {
            names.add(variable);
        }
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // It has none that it could be reached by.
            return names;
        }
        return names;
    }
}
