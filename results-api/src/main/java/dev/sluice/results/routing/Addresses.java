package dev.sluice.results.routing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The possible URLs of aggregator instances: the configured URLs and, if a name has several addresses like a headless
 * Kubernetes Service, each of these. With https a name stays a name, as certificates contain names.
 */
final class Addresses {
    private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);

    private final List<URI> set;
    private final Resolver resolver;
    private final Map<URI, List<URI>> resolved = new HashMap<>();

    /** Resolves a name, for example by DNS. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    Addresses(List<URI> set, Resolver resolver) {
        this.set = set;
        this.resolver = resolver;
    }

    /**
     * The current addresses. May block on name resolution. A name that can't be resolved keeps its previous addresses.
     */
    List<URI> now() {
        List<URI> all = new ArrayList<>();
        for (URI url : set) {
            try {
                resolved.put(url, addresses(url));
            } catch (UnknownHostException e) {
                LOG.debug("{} has no address now", url, e);
            }
            all.addAll(resolved.getOrDefault(url, List.of(url)));
        }
        return all;
    }

    private List<URI> addresses(URI url) throws UnknownHostException {
        if (url.getScheme().equals("https")) {
            return List.of(url);
        }
        InetAddress[] found = resolver.resolve(url.getHost());
        if (found.length < 2) {
            return List.of(url);
        }
        List<URI> addresses = new ArrayList<>();
        for (InetAddress address : found) {
            addresses.add(at(url, address));
        }
        return addresses;
    }

    private static URI at(URI url, InetAddress address) {
        String host = address instanceof Inet6Address
                ? "[" + address.getHostAddress().replaceFirst("%.*", "") + "]"
                : address.getHostAddress();
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create(url.getScheme() + "://" + host + port + url.getRawPath());
    }
}
