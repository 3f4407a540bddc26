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
 * The way of a question about one file: its owner; where that fails the owner as it is known after a look around; then whoever
 * has a copy, which answers only if it has seen the file's end. Each is asked once, or twice if it said itself that it isn't
 * the owner, and no more when the time is over. A question that all of this doesn't answer waits for the next owner: while an
 * instance is restarted, its partitions are nobody's for a moment.
 */
final class FileRouter {
    /** Who waits takes one of the server's threads: a third of those that Tomcat has by default. */
    private static final int MOST_WAITING = 64;

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private final Semaphore places = new Semaphore(MOST_WAITING);
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
     * Asks.
     *
     * @throws IllegalArgumentException if the aggregator says that a cursor is none
     */
    <T> Answer<T> ask(String fileId, AggregatorRequest<T> question) {
        return ask(fileId, question, true);
    }

    /** Tells the owner, and nobody else. What is told may be told twice. */
    <T> Answer<T> tell(String fileId, AggregatorRequest<T> what) {
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

    /** What was tried so far for one question. */
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
                note("nobody answers for partition " + partition + " now");
                return null;
            }
            return ask(owner.get(), question);
        }

        /** What one of the copies knows of the file, if its end. */
        @Nullable
        Answer<T> copies(PartitionOwners owners, String fileId) {
            for (AggregatorInstance copy : owners.copiesOf(owners.partitionOf(fileId))) {
                if (ask(copy, question.fromStandby()) instanceof Answer.Found<T> found) {
                    return found;
                }
            }
            return null;
        }

        /** The answer of whoever owns the file next, or null if nobody does in time. */
        @Nullable
        Answer<T> nextOwner(String fileId) {
            Deadline patience = Deadline.in(deadline.left(ownerWait));
            @Nullable Answer<T> answer = null;
            while (answer == null && !patience.isOver()) {
                LockSupport.parkNanos(PAUSE_NANOS);
                // Whoever is among the owners has just told so, silent or not a moment ago.
                silent.clear();
                answer = owner(aggregators.refresh(patience.left(lookTimeout)), fileId);
            }
            return answer;
        }

        Answer<T> unavailable() {
            return new Answer.Unavailable<>(String.join("; ", reasons), AggregatorResponse.RETRY_AFTER);
        }

        /** An answer, or null if it is worth asking somebody else. */
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
