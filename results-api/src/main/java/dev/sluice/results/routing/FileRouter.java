package dev.sluice.results.routing;

import dev.sluice.results.settings.ResultsProperties;
import dev.sluice.schemas.query.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Routes a request to the active instance of the file's partition; after a metadata refresh to the new one; then to a
 * standby, which answers for ended files only. Each instance is asked once, or twice if it denied ownership, and none
 * after the deadline. A request that none of them answers waits for the next owner: while an instance restarts, its
 * partitions have no owner for a moment.
 */
final class FileRouter {
    /**
     * The maximum number of waiting requests, each of which occupies a server thread: a third of Tomcat's default
     * number.
     */
    private static final int MAX_WAITING = 64;

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final AggregatorClient client;
    private final AggregatorRegistry aggregators;
    private final Duration ownerWait;
    private final Duration hopTimeout;
    private final Duration lookTimeout;
    private final Duration requestTimeout;

    FileRouter(AggregatorClient client, AggregatorRegistry aggregators, ResultsProperties properties) {
        this.client = client;
        this.aggregators = aggregators;
        this.ownerWait = properties.ownerWait();
        this.hopTimeout = properties.hopTimeout();
        this.lookTimeout = properties.connectTimeout();
        this.requestTimeout = properties.requestTimeout();
    }

    /**
     * Sends a query.
     *
     * @throws IllegalArgumentException if the aggregator reports an invalid cursor
     */
    <T> Answer<T> ask(String fileId, AggregatorRequest<T> question) {
        return ask(fileId, question, true);
    }

    /** Sends a request to the owner only. It may be sent twice. */
    <T> Answer<T> askOwner(String fileId, AggregatorRequest<T> what) {
        return ask(fileId, what, false);
    }

    private <T> Answer<T> ask(String fileId, AggregatorRequest<T> question, boolean copiesToo) {
        Attempt<T> attempt = new Attempt<>(question);
        PartitionOwners owners = aggregators.owners();
        @Nullable Answer<T> answer = owners.areKnown() ? attempt.owner(owners, fileId) : null;
        if (answer == null) {
            owners = aggregators.refresh(attempt.deadline.left(lookTimeout));
            if (!owners.areKnown()) {
                return new Answer.Unavailable<>(aggregators.troubles(), AggregatorResponse.RETRY_AFTER);
            }
            answer = attempt.owner(owners, fileId);
        }
        if (answer == null && copiesToo) {
            answer = attempt.copies(owners, fileId);
        }
        if (answer == null && !ownerWait.isZero() && places.tryAcquire()) {
            try {
                answer = attempt.nextOwner(fileId);
            } finally {
                places.release();
            }
        }
        return answer == null ? attempt.unavailable() : answer;
    }

    /** The attempts so far for one request. */
    private final class Attempt<T> {
        private final Deadline deadline = Deadline.in(requestTimeout);
        private final Set<AggregatorInstance> silent = new HashSet<>();
        private final List<String> reasons = new ArrayList<>();
        private final AggregatorRequest<T> question;

        Attempt(AggregatorRequest<T> question) {
            this.question = question;
        }

        /** The owner's answer, or null if there is none. */
        @Nullable
        Answer<T> owner(PartitionOwners owners, String fileId) {
            int partition = owners.partitionOf(fileId);
            Optional<AggregatorInstance> owner = owners.activeFor(partition);
            if (owner.isEmpty()) {
                note("no instance answers for partition " + partition + " now");
                return null;
            }
            return ask(owner.get(), question);
        }

        /** A standby's answer, if it has the file's end. */
        @Nullable
        Answer<T> copies(PartitionOwners owners, String fileId) {
            for (AggregatorInstance copy : owners.copiesOf(owners.partitionOf(fileId))) {
                if (ask(copy, question.fromStandby()) instanceof Answer.Found<T> found) {
                    return found;
                }
            }
            return null;
        }

        /** The answer of the file's next owner, or null if there is none before the deadline. */
        @Nullable
        Answer<T> nextOwner(String fileId) {
            Deadline patience = Deadline.in(deadline.left(ownerWait));
            @Nullable Answer<T> answer = null;
            while (answer == null && !patience.isOver()) {
                LockSupport.parkNanos(PAUSE_NANOS);
                // The refresh shows which owners answer now, whether or not they failed a moment ago.
                silent.clear();
                answer = owner(aggregators.refresh(patience.left(lookTimeout)), fileId);
            }
            return answer;
        }

        Answer<T> unavailable() {
            return new Answer.Unavailable<>(String.join("; ", reasons), AggregatorResponse.RETRY_AFTER);
        }

        /** An answer, or null if another instance should be asked. */
        private @Nullable Answer<T> ask(AggregatorInstance instance, AggregatorRequest<T> asked) {
            if (silent.contains(instance) || deadline.isOver()) {
                return null;
            }
            Reply<T> reply = reply(instance, asked);
            if (reply instanceof Reply.Answered<T> answered) {
                if (answered.answer() instanceof Answer.Unavailable<T> unavailable) {
                    note(unavailable.reason());
                }
                return answered.answer();
            }
            if (reply instanceof Reply.NotOwner<T> notOwner) {
                note(notOwner.reason());
            }
            if (reply instanceof Reply.Unreachable<T> unreachable) {
                silent.add(instance);
                note(unreachable.reason());
            }
            return null;
        }

        private Reply<T> reply(AggregatorInstance instance, AggregatorRequest<T> asked) {
            try {
                return client.ask(instance, asked, deadline.left(hopTimeout)).join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }

        private void note(String reason) {
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
        }
    }
}
