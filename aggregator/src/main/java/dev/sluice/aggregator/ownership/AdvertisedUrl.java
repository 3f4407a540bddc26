package dev.sluice.aggregator.ownership;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The URL at which results-api and other instances reach this one. Kafka Streams distributes host and port; the scheme
 * is assumed to be the same on all instances.
 */
public record AdvertisedUrl(String scheme, HostInfo hostInfo) {
    private static final Set<String> ALL_ADDRESSES = Set.of("", "0.0.0.0", "::");

    /** The URL of an instance that listens on all addresses. */
    public static AdvertisedUrl of(String set, int port) {
        return of(set, "", port);
    }

    /**
     * The configured URL, or one with the address on which this instance listens; with this host's name if that is all
     * addresses.
     *
     * @param set {@code sluice.aggregator.advertised-url}, or empty
     * @param address {@code server.address}, or empty for all addresses
     * @param port this instance's port
     */
    public static AdvertisedUrl of(String set, String address, int port) {
        if (set.isEmpty()) {
            String host = ALL_ADDRESSES.contains(address) ? hostName() : address;
            return new AdvertisedUrl("http", new HostInfo(host, port));
        }
        URI url = URI.create(set);
        int byScheme = url.getScheme().equals("https") ? 443 : 80;
        // Kafka Streams expects IPv6 addresses without brackets.
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        return new AdvertisedUrl(url.getScheme(), new HostInfo(host, url.getPort() < 0 ? byScheme : url.getPort()));
    }

    /** A host that can't resolve its own name is at least reachable from itself. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The value of Kafka Streams' {@code application.server}. */
    public String applicationServer() {
        return authority(hostInfo);
    }

    String url() {
        return urlOf(hostInfo);
    }

    /** The URL of another instance. */
    String urlOf(HostInfo other) {
        return scheme + "://" + authority(other);
    }

    private static String authority(HostInfo info) {
        return (info.host().contains(":") ? "[" + info.host() + "]" : info.host()) + ":" + info.port();
    }
}
