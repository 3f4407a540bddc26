package dev.sluice.aggregator.ownership;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The URL at which results-api and other instances reach this one. Kafka Streams distributes host and port; the scheme
 * is assumed to be the same on all instances.
 */
public record AdvertisedUrl(String scheme, HostInfo hostInfo) {

    /**
     * The configured URL, or one with this host's name.
     *
     * @param set {@code sluice.aggregator.advertised-url}, or empty
     * @param port this instance's port
     */
    public static AdvertisedUrl of(String set, int port) {
        if (set.isEmpty()) {
            return new AdvertisedUrl("http", new HostInfo(hostName(), port));
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
