package dev.sluice.results.routing;

import dev.sluice.schemas.ownership.Ownership;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All known instances of the aggregator, with their views of ownership. Polls them at intervals, on a background
 * thread, and whenever a request shows that a view is outdated. Instances that other instances report are polled, too.
 */
final class AggregatorRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AggregatorRegistry.class);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "aggregators"));
    private final AggregatorClient client;
    private final Addresses addresses;
    private final Map<URI, AggregatorInstance> instances = new ConcurrentSkipListMap<>();
    private volatile PartitionOwners owners = PartitionOwners.UNKNOWN;

    AggregatorRegistry(AggregatorClient client, Addresses addresses) {
        this.client = client;
        this.addresses = addresses;
    }

    /** Polls once, without waiting for the answers, and then at intervals. */
    void start(Duration interval) {
        look();
        var unused = timer.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The current view, without waiting. */
    PartitionOwners owners() {
        return owners;
    }

    /**
     * Polls all instances, and waits for those that answered last time; if there are none, for all.
     *
     * @param atMost the maximum waiting time
     */
    PartitionOwners refresh(Duration atMost) {
        List<CompletableFuture<Void>> answering =
                askAll(instance -> instance.ownership().isPresent());
        List<CompletableFuture<Void>> awaited = answering.isEmpty() ? askAll(instance -> true) : answering;
        CompletableFuture.allOf(awaited.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return owners;
    }

    /** The instances whose last answer was successful. */
    List<AggregatorInstance> answering() {
        return instances.values().stream()
                .filter(instance -> instance.ownership().isPresent())
                .toList();
    }

    /** The reasons why the other instances have no view of ownership. */
    String troubles() {
        return instances.isEmpty()
                ? "the addresses of the aggregators are not known yet"
                : instances.values().stream()
                        .filter(instance -> instance.ownership().isEmpty())
                        .map(AggregatorInstance::trouble)
                        .collect(Collectors.joining("; "));
    }

    /** Resolves the addresses, removes the ones that are gone, and polls all others without waiting. */
    void look() {
        try {
            Set<URI> all = new HashSet<>(addresses.now());
            all.forEach(url -> instances.computeIfAbsent(url, u -> new AggregatorInstance(u, client)));
            mentioned().forEach(all::add);
            instances.keySet().retainAll(all);
            instances.values().forEach(this::askUnwaited);
        } catch (RuntimeException e) {
            // An exception would end the schedule; the next round may succeed.
            LOG.warn("Could not look for aggregators", e);
        }
    }

    private interface Choice {
        boolean includes(AggregatorInstance instance);
    }

    private List<CompletableFuture<Void>> askAll(Choice awaited) {
        // The choice precedes the requests: an answer may arrive immediately.
        Collection<AggregatorInstance> chosen =
                instances.values().stream().filter(awaited::includes).collect(Collectors.toSet());
        Map<AggregatorInstance, CompletableFuture<Void>> asked =
                instances.values().stream().collect(Collectors.toMap(instance -> instance, this::ask));
        return asked.entrySet().stream()
                .filter(each -> chosen.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private CompletableFuture<Void> ask(AggregatorInstance instance) {
        return instance.refresh(this::heard);
    }

    private void askUnwaited(AggregatorInstance instance) {
        var unused = ask(instance).whenComplete((heard, failure) -> {
            if (failure != null) {
                LOG.warn("What {} told could not be taken in", instance.url(), failure);
            }
        });
    }

    private void heard() {
        List<AggregatorInstance> found;
        synchronized (this) {
            owners = PartitionOwners.of(instances.values(), owners);
            found = mentioned()
                    .filter(url -> !instances.containsKey(url))
                    .map(url -> new AggregatorInstance(url, client))
                    .toList();
            found.forEach(instance -> instances.put(instance.url(), instance));
        }
        found.forEach(this::askUnwaited);
    }

    /** Reported instances that aren't reached by another address than the reported one. */
    private Stream<URI> mentioned() {
        Map<URI, Ownership> ownership = new HashMap<>();
        instances.forEach((url, instance) -> instance.ownership().ifPresent(what -> ownership.put(url, what)));
        return ownership.values().stream()
                .flatMap(each -> each.owners().stream())
                .flatMap(owner -> Stream.concat(Stream.ofNullable(owner.active()), owner.standbys().stream()))
                .distinct()
                .map(URI::create)
                .filter(named -> ownership.entrySet().stream()
                        .noneMatch(each -> each.getValue().instance().equals(named.toString())
                                && !each.getKey().equals(named)));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
