package dev.sluice.aggregator.ownership;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Where results-api and the other instances find this one. Kafka Streams carries host and port to all of them; the scheme is
 * taken to be the same everywhere.
 */
public record AdvertisedUrl(String scheme, HostInfo hostInfo) {

    /**
     * What is set, or this host's own name.
     *
     * @param set {@code sluice.aggregator.advertised-url}, empty if it isn't
     * @param port this instance's own
     */
    public static AdvertisedUrl of(String set, int port) {
        if (set.isEmpty()) {
            return new AdvertisedUrl("http", new HostInfo(hostName(), port));
        }
        URI url = URI.create(set);
        int byScheme = url.getScheme().equals("https") ? 443 : 80;
        // Kafka Streams knows IPv6 addresses without their brackets.
        String host = url.getHost().replaceAll("[\\[\\]]", "");
        return new AdvertisedUrl(url.getScheme(), new HostInfo(host, url.getPort() < 0 ? byScheme : url.getPort()));
    }

    /** A host that doesn't know its own name is reached by its own programs at least. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** As Kafka Streams takes it. */
    public String applicationServer() {
        return authority(hostInfo);
    }

    String url() {
        return urlOf(hostInfo);
    }

    /** Of another instance. */
    String urlOf(HostInfo other) {
        return scheme + "://" + authority(other);
    }

    private static String authority(HostInfo info) {
        return (info.host().contains(":") ? "[" + info.host() + "]" : info.host()) + ":" + info.port();
    }
}
