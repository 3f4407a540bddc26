package dev.sluice.runtime.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * A host name by which this process is reached: a bean of each service that advertises one.
 *
 * @param name a host name
 */
public record OwnHost(String name) {

    /** The names of the machine. */
    public static List<String> ofMachine() {
        List<String> names = new ArrayList<>();
        String variable = System.getenv("HOSTNAME");
        if (variable != null && !variable.isBlank()) {
            names.add(variable);
        }
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // It has no resolvable name.
            return names;
        }
        return names;
    }
}
