package dev.sluice.gateway.claim;

import dev.sluice.gateway.claim.Decision.Verdict;
import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.ClaimConfirmed;
import dev.sluice.schemas.message.UploadClaim.ClaimMade;
import dev.sluice.schemas.message.UploadClaim.ClaimReleased;
import dev.sluice.schemas.query.FileStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes claims for uploads, and waits for the decisions. Thread-safe. */
public final class UploadClaims {
    private static final Logger LOG = LoggerFactory.getLogger(UploadClaims.class);
    /** How long the reader may take for a record that the brokers have, for example while a partition has no leader. */
    private static final Duration READ = Duration.ofSeconds(60);

    private final ClaimLog log;
    private final ClaimBook book;
    private final Supplier<CompletableFuture<Void>> outcomesRead;
    private final Duration wait;
    private final ClaimMetrics metrics;

    /**
     * Decides by a book, which reads what the log has.
     *
     * @param outcomesRead completes as soon as the log has what follows from all outcomes of files up to now
     * @param wait how long an attempt waits for the outcome of another one
     */
    UploadClaims(
            ClaimLog log,
            ClaimBook book,
            Supplier<CompletableFuture<Void>> outcomesRead,
            Duration wait,
            ClaimMetrics metrics) {
        this.log = log;
        this.book = book;
        this.outcomesRead = outcomesRead;
        this.wait = wait;
        this.metrics = metrics;
    }

    /** The claims of one gateway without brokers: they are decided at once, and gone with it. */
    public static UploadClaims inMemory(int max, ClaimMetrics metrics) {
        ClaimBook book = new ClaimBook(max, Duration.ofDays(1));
        ClaimLog log = record -> {
            book.read(record, System.currentTimeMillis());
            return CompletableFuture.completedFuture(null);
        };
        return new UploadClaims(log, book, () -> CompletableFuture.completedFuture(null), Duration.ZERO, metrics);
    }

    /** Sends the claim of an attempt whose content is read, and returns at once. */
    public Attempt attempt(String fileId, Claimant claimant, String content, boolean refuseDuplicates) {
        return new Attempt(
                new ClaimMade(fileId, claimant.scope(), claimant.idempotencyKey(), content, refuseDuplicates));
    }

    /** Says that the file of a granted claim is stored. If that is lost, the file's end says so. */
    public void confirm(String fileId) {
        append(new ClaimConfirmed(fileId, FileStatus.PENDING.word(), null));
    }

    /** Says that a file won't be stored. If that is lost, the file's failure says so. */
    private void release(String fileId) {
        append(new ClaimReleased(fileId, null));
    }

    /** Whether it isn't known yet if the file of a claim is stored. */
    public boolean isPending(String fileId) {
        return book.isPending(fileId);
    }

    void append(UploadClaim record) {
        var unused = log.append(record).exceptionally(failure -> {
            FileIds.logged(LOG.atWarn(), record.fileId())
                    .setCause(failure)
                    .log(
                            "A record about the claim of file {} was not acknowledged; the end of the file settles it",
                            record.fileId());
            return null;
        });
    }

    /** One attempt to store something. Used by one thread. */
    public final class Attempt {
        private final ClaimMade claim;
        private CompletableFuture<Decision> decision;
        private CompletableFuture<Void> sent;

        private Attempt(ClaimMade claim) {
            this.claim = claim;
            this.decision = book.expect(claim.fileId());
            this.sent = log.append(claim);
        }

        /**
         * Waits for the decision; if another attempt stands in the way, for its outcome.
         *
         * @return the file that has been stored by the same request before, or nothing if this attempt counts
         * @throws RefusedException if the attempt must not be stored, or that can't be said now
         */
        public Optional<String> await() throws RefusedException {
            return await(false);
        }

        /**
         * As {@link #await}, but doesn't wait for the outcome of the same request: the caller may store the same record
         * once more under the file that is returned.
         */
        public Optional<String> awaitOrTakeOver() throws RefusedException {
            return await(true);
        }

        /** Ends an attempt that failed before its decision was asked for. */
        public void withdraw() {
            book.giveUp(claim.fileId());
            release(claim.fileId());
        }

        private Optional<String> await(boolean takeOver) throws RefusedException {
            boolean granted = false;
            try {
                Optional<String> first = decide(takeOver);
                granted = first.isEmpty();
                return first;
            } finally {
                if (!granted) {
                    // It may be granted later; and a gateway that starts, and no longer finds the first claim in the
                    // log, must not take this one for granted.
                    withdraw();
                }
            }
        }

        private Optional<String> decide(boolean takeOver) throws RefusedException {
            long deadline = System.nanoTime() + wait.toNanos();
            boolean outcomesKnown = false;
            Decision decided = decided();
            while (decided.verdict() != Verdict.GRANTED) {
                String first = Objects.requireNonNull(decided.first());
                if (takeOver && decided.verdict() == Verdict.REPEAT && book.isPending(first)) {
                    return repeats(first);
                }
                within(book.settled(first), deadline);
                Optional<String> status = book.status(first);
                if (status.isPresent() && outcomesKnown) {
                    return answer(decided, first, status.get());
                }
                if (!outcomesKnown) {
                    // The first file may have failed or been deleted a moment ago, as its client knows.
                    within(outcomesRead.get(), deadline);
                    outcomesKnown = true;
                }
                decision = book.expect(claim.fileId());
                sent = log.append(claim);
                decided = decided();
            }
            metrics.granted();
            return Optional.empty();
        }

        private Optional<String> answer(Decision decided, String first, String status) throws RefusedException {
            if (decided.verdict() == Verdict.REPEAT) {
                return repeats(first);
            }
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("first_file_id", first);
            properties.put("first_status", status);
            if (decided.verdict() == Verdict.DUPLICATE) {
                metrics.duplicate();
                throw new RefusedException(
                        Problem.DUPLICATE_FILE,
                        "file " + first + " (" + status + ") has the same content; "
                                + "to store it once more, send it with duplicate=allow",
                        properties);
            }
            metrics.conflict();
            throw new RefusedException(
                    Problem.IDEMPOTENCY_KEY_REUSED,
                    "expected the content of file " + first + " (" + status + "), which has the same Idempotency-Key, "
                            + "found other content",
                    properties);
        }

        private Optional<String> repeats(String first) {
            metrics.repeated();
            return Optional.of(first);
        }

        private Decision decided() throws RefusedException {
            try {
                var unused = sent.get();
                return decision.get(READ.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw undecided("the brokers didn't acknowledge its claim", e);
            } catch (TimeoutException e) {
                throw undecided("the gateway couldn't read its claim", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw undecided("the gateway is stopping", e);
            }
        }

        private RefusedException undecided(String why, Exception cause) {
            metrics.undecided();
            return new RefusedException(Problem.LOG_UNAVAILABLE, "the file could not be stored: " + why, cause);
        }

        private void within(CompletableFuture<Void> known, long deadline) throws RefusedException {
            try {
                var unused = known.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                metrics.undecided();
                throw new RefusedException(
                        Problem.CLAIM_PENDING,
                        "another upload with the same content or Idempotency-Key has no outcome yet",
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw undecided("the gateway is stopping", e);
            }
        }
    }
}
