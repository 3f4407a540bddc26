package dev.sluice.results.routing;

import dev.sluice.schemas.query.Ownership;
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
 * All instances of the aggregator there are, and who of them owns what. Asks them at intervals, on a thread of its own, and
 * whenever somebody finds that what is known isn't true any more. Instances that others mention are asked, too.
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

    /** Asks once, without waiting for the answers, and goes on to ask at intervals. */
    void start(Duration interval) {
        look();
        var unused = timer.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is known, without any wait. */
    PartitionOwners owners() {
        return owners;
    }

    /**
     * Asks all instances at once, and waits for those that answered when they were last asked; where there are none, for all.
     *
     * @param atMost how long to wait
     */
    PartitionOwners refresh(Duration atMost) {
        List<CompletableFuture<Void>> answering =
                askAll(instance -> instance.told().isPresent());
        List<CompletableFuture<Void>> awaited = answering.isEmpty() ? askAll(instance -> true) : answering;
        CompletableFuture.allOf(awaited.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return owners;
    }

    /** Those that answered when they were last asked. */
    List<AggregatorInstance> answering() {
        return instances.values().stream()
                .filter(instance -> instance.told().isPresent())
                .toList();
    }

    /** Why those that tell nothing tell nothing. */
    String troubles() {
        return instances.isEmpty()
                ? "the addresses of the aggregators are not known yet"
                : instances.values().stream()
                        .filter(instance -> instance.told().isEmpty())
                        .map(AggregatorInstance::trouble)
                        .collect(Collectors.joining("; "));
    }

    /** Looks up the addresses, forgets what is there no more, and asks all others without a wait. */
    void look() {
        try {
            Set<URI> all = new HashSet<>(addresses.now());
            all.forEach(url -> instances.computeIfAbsent(url, u -> new AggregatorInstance(u, client)));
            mentioned().forEach(all::add);
            instances.keySet().retainAll(all);
            instances.values().forEach(this::askUnwaited);
        } catch (RuntimeException e) {
            // An exception would end the schedule; the next round may well succeed.
            LOG.warn("Could not look for aggregators", e);
        }
    }

    private interface Choice {
        boolean includes(AggregatorInstance instance);
    }

    private List<CompletableFuture<Void>> askAll(Choice awaited) {
        // Chosen before anybody is asked: an answer may come at once.
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

    /** Instances that are told of, and that aren't reached by another address than the one that is told. */
    private Stream<URI> mentioned() {
        Map<URI, Ownership> told = new HashMap<>();
        instances.forEach((url, instance) -> instance.told().ifPresent(what -> told.put(url, what)));
        return told.values().stream()
                .flatMap(each -> each.owners().stream())
                .flatMap(owner -> Stream.concat(Stream.ofNullable(owner.active()), owner.standbys().stream()))
                .distinct()
                .map(URI::create)
                .filter(named -> told.entrySet().stream()
                        .noneMatch(each -> each.getValue().instance().equals(named.toString())
                                && !each.getKey().equals(named)));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
