package dev.sluice.results.routing;

import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a query over all files to the owners of all partitions in parallel; for failed partitions, after a metadata
 * refresh, to their new owners; then, if outdated data is acceptable, to standbys. Nothing is sent after the deadline.
 */
final class ScatterGather {
    private final AggregatorClient client;
    private final AggregatorRegistry aggregators;
    private final Duration hopTimeout;
    private final Duration lookTimeout;
    private final Duration requestTimeout;

    ScatterGather(AggregatorClient client, AggregatorRegistry aggregators, ResultsProperties properties) {
        this.client = client;
        this.aggregators = aggregators;
        this.hopTimeout = properties.hopTimeout();
        this.lookTimeout = properties.connectTimeout();
        this.requestTimeout = properties.requestTimeout();
    }

    /** The shares of the owners of all partitions. */
    <T> Gathered<T> fromOwners(AggregatorRequest<T> question) {
        return gather(question, false);
    }

    /** Likewise, with the shares of standbys for partitions whose owner is unavailable. */
    <T> Gathered<T> fromOwnersOrCopies(AggregatorRequest<T> question) {
        return gather(question, true);
    }

    private <T> Gathered<T> gather(AggregatorRequest<T> question, boolean copiesToo) {
        Deadline deadline = Deadline.in(requestTimeout);
        Gathered<T> gathered = new Gathered<>();
        PartitionOwners owners = aggregators.owners();
        askOwners(question, owners, gathered, deadline);
        if (!gathered.isWhole()) {
            owners = aggregators.refresh(deadline.left(lookTimeout));
            askOwners(question, owners, gathered, deadline);
        }
        if (copiesToo && !gathered.isWhole()) {
            askCopies(question, owners, gathered, deadline);
        }
        if (!owners.areKnown()) {
            gathered.reasons.put(0, aggregators.troubles());
        }
        return gathered;
    }

    private <T> void askOwners(
            AggregatorRequest<T> question, PartitionOwners owners, Gathered<T> gathered, Deadline deadline) {
        gathered.expect(owners.partitions());
        askEach(question, owners::activeFor, gathered, deadline, (partitions, reply) -> {
            if (reply instanceof Answer.Found<T> found) {
                gathered.parts.add(found.value());
            }
            gathered.missing.removeAll(partitions);
        });
    }

    /** A standby's share may be outdated, so its partition still counts as missing. */
    private <T> void askCopies(
            AggregatorRequest<T> question, PartitionOwners owners, Gathered<T> gathered, Deadline deadline) {
        Function<Integer, Optional<AggregatorInstance>> firstCopy = partition -> owners.copiesOf(partition).stream()
                .filter(copy -> !gathered.silent.contains(copy))
                .findFirst();
        askEach(question.fromStandby(), firstCopy, gathered, deadline, (partitions, reply) -> {
            if (reply instanceof Answer.Found<T> found) {
                gathered.parts.add(found.value());
                gathered.copied.addAll(partitions);
            }
        });
    }

    private interface Taker<T> {
        /** Adds an instance's share for some partitions, or the fact that it has none. */
        void take(List<Integer> partitions, Answer<T> answer);
    }

    /** Queries all missing partitions, each instance once and all in parallel. */
    private <T> void askEach(
            AggregatorRequest<T> question,
            Function<Integer, Optional<AggregatorInstance>> instanceFor,
            Gathered<T> gathered,
            Deadline deadline,
            Taker<T> taker) {
        Map<AggregatorInstance, List<Integer>> partitions = new LinkedHashMap<>();
        for (int partition : gathered.missing) {
            Optional<AggregatorInstance> instance = instanceFor.apply(partition);
            if (instance.isEmpty()) {
                gathered.reasons.putIfAbsent(partition, "no instance answers for it now");
            } else if (!gathered.silent.contains(instance.get()) && !deadline.isOver()) {
                partitions
                        .computeIfAbsent(instance.get(), i -> new ArrayList<>())
                        .add(partition);
            }
        }
        Map<AggregatorInstance, CompletableFuture<Reply<T>>> replies = new LinkedHashMap<>();
        partitions.forEach((instance, asked) -> {
            String list = asked.stream().map(String::valueOf).collect(Collectors.joining(","));
            replies.put(instance, client.ask(instance, question.with("partitions=" + list), deadline.left(hopTimeout)));
        });
        replies.forEach((instance, reply) ->
                gathered.enter(instance, partitions.getOrDefault(instance, List.of()), reply.join(), taker));
    }

    /** The shares so far. */
    static final class Gathered<T> {
        private final List<T> parts = new ArrayList<>();
        private final Map<Integer, String> reasons = new TreeMap<>();
        private final Set<Integer> copied = new HashSet<>();
        private final Set<AggregatorInstance> silent = new HashSet<>();
        private final TreeSet<Integer> missing = new TreeSet<>();
        private int partitions;
        private Answer.@Nullable Unavailable<T> said;

        List<T> parts() {
            return List.copyOf(parts);
        }

        boolean isWhole() {
            return partitions > 0 && missing.isEmpty();
        }

        /** Descriptions of the partitions without an owner's answer, with the reasons. */
        List<String> unreachable() {
            return missing.stream()
                    .map(partition -> "partition " + partition + " of 0 to " + (partitions - 1)
                            + (copied.contains(partition)
                                    ? ", of which a copy shows only files that have ended: "
                                    : ": ")
                            + reasons.get(partition))
                    .toList();
        }

        /** The message if the shares are insufficient. */
        <A> Answer<A> unavailable() {
            if (said != null) {
                return new Answer.Unavailable<>(said.reason(), said.retryAfter());
            }
            String all = partitions == 0
                    ? String.join("; ", reasons.values())
                    : "some files can't be queried now: " + String.join("; ", unreachable());
            return new Answer.Unavailable<>(all, AggregatorResponse.RETRY_AFTER);
        }

        private void expect(int count) {
            if (partitions == 0) {
                partitions = count;
                IntStream.range(0, count).forEach(missing::add);
            }
        }

        private void enter(AggregatorInstance instance, List<Integer> asked, Reply<T> reply, Taker<T> taker) {
            if (reply instanceof Reply.Answered<T> answered) {
                if (answered.answer() instanceof Answer.Unavailable<T> unavailable) {
                    said = unavailable;
                    asked.forEach(partition -> reasons.putIfAbsent(partition, unavailable.reason()));
                } else {
                    taker.take(asked, answered.answer());
                }
            } else if (reply instanceof Reply.NotOwner<T> notOwner) {
                asked.forEach(partition -> reasons.put(partition, notOwner.reason()));
            } else if (reply instanceof Reply.Unreachable<T> unreachable) {
                silent.add(instance);
                asked.forEach(partition -> reasons.put(partition, unreachable.reason()));
            }
        }
    }
}
