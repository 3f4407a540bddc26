package dev.sluice.client;

import dev.sluice.client.tls.ServerTrust;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where a Sluice is, and how patient its client is. {@link #of} has the defaults; each {@code with} method returns a
 * copy with one value changed.
 *
 * @param gateways the URLs that take uploads, with or without a trailing slash. After a failure the next one is used;
 *     all belong to the same Sluice
 * @param results the URLs that answer everything else; those of the gateways where one address does both
 * @param key the key that is sent with each request
 * @param trust which certificates of the servers are trusted, where a URL begins with https
 * @param patience how long a request is repeated after failures that may pass, counted from its beginning; for a
 *     resumable upload and a download, from the last byte that arrived. Zero: nothing is repeated
 * @param silence how long a resumable upload may send nothing and get no answer before its connection counts as broken
 * @param resumableFrom the size, in bytes, from which a file is uploaded so that a broken connection costs only what was
 *     in flight; a smaller one, and one whose size isn't known, is sent again as a whole
 */
public record ClientSettings(
        List<URI> gateways,
        List<URI> results,
        ClientKey key,
        ServerTrust trust,
        Duration patience,
        Duration silence,
        long resumableFrom) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final long RESUMABLE_FROM = 64L << 20;

    public ClientSettings {
        gateways = List.copyOf(gateways);
        results = List.copyOf(results);
        if (gateways.isEmpty() || results.isEmpty()) {
            throw new IllegalArgumentException("expected at least one URL, found none");
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("expected a patience of at least 0, found " + patience);
        }
        if (silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("expected a silence of more than 0, found " + silence);
        }
    }

    /** A Sluice whose clients need no key, at one URL or, for the same Sluice, several. */
    public static ClientSettings of(URI... urls) {
        List<URI> all = List.of(urls);
        return new ClientSettings(all, all, ClientKey.NONE, ServerTrust.OF_JVM, PATIENCE, SILENCE, RESUMABLE_FROM);
    }

    /** With other URLs for uploads. */
    public ClientSettings withGateways(URI... urls) {
        return new ClientSettings(List.of(urls), results, key, trust, patience, silence, resumableFrom);
    }

    /** With a key. */
    public ClientSettings withKey(ClientKey other) {
        return new ClientSettings(gateways, results, other, trust, patience, silence, resumableFrom);
    }

    /** With certificates of other servers that are trusted. */
    public ClientSettings withTrust(ServerTrust other) {
        return new ClientSettings(gateways, results, key, other, patience, silence, resumableFrom);
    }

    /** With another time for repetitions. */
    public ClientSettings withPatience(Duration other) {
        return new ClientSettings(gateways, results, key, trust, other, silence, resumableFrom);
    }

    /** With another time after which a silent connection counts as broken. */
    public ClientSettings withSilence(Duration other) {
        return new ClientSettings(gateways, results, key, trust, patience, other, resumableFrom);
    }

    /** With another size, in bytes, from which uploads are resumable. */
    public ClientSettings withResumableFrom(long bytes) {
        return new ClientSettings(gateways, results, key, trust, patience, silence, bytes);
    }
}
