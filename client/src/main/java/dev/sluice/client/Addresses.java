package dev.sluice.client;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The addresses of one Sluice. All requests go to the same one until it fails; then to the next. Thread-safe. */
final class Addresses {
    private final List<ApiRequests> all;
    private final AtomicInteger current = new AtomicInteger();
    private volatile boolean reached;

    Addresses(List<URI> urls, ClientKey key) {
        all = urls.stream().map(url -> new ApiRequests(url, key)).toList();
    }

    int size() {
        return all.size();
    }

    ApiRequests current() {
        return all.get(current.get());
    }

    /** One of them has answered. */
    void reached() {
        reached = true;
    }

    /** Whether one of them has ever answered: if not, they may be wrong. */
    boolean wereReached() {
        return reached;
    }

    /** Moves on, unless another thread has done so since. */
    void failed(ApiRequests address) {
        int index = all.indexOf(address);
        current.compareAndSet(index, (index + 1) % all.size());
    }
}
