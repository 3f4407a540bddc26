package dev.sluice.gateway.claim;

import dev.sluice.gateway.metrics.ClaimMetrics;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.message.UploadClaim;
import dev.sluice.schemas.message.UploadClaim.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A log of claims that is read as soon as it is written. */
public final class InMemoryClaims implements ClaimLog {
    private final ClaimBook book = new ClaimBook(1_000, Duration.ofDays(31));
    private final Outcomes outcomes = new Outcomes(book);
    private final List<UploadClaim> records = new ArrayList<>();
    private Predicate<UploadClaim> lost = record -> false;
    private Runnable onOutcomesAsked = () -> {};

    public UploadClaims claims(GatewayProperties properties, ClaimMetrics metrics) {
        metrics.observe(book::live, book::pending);
        return new UploadClaims(
                this,
                book,
                () -> {
                    onOutcomesAsked.run();
                    return CompletableFuture.completedFuture(null);
                },
                properties.claims().patience(),
                metrics);
    }

    @Override
    public synchronized CompletableFuture<Void> append(UploadClaim record) {
        if (lost.test(record)) {
            return CompletableFuture.failedFuture(new IllegalStateException("lost"));
        }
        records.add(record);
        if (book.read(record, records.size())) {
            outcomes.granted(record.fileId()).ifPresent(this::append);
        }
        return CompletableFuture.completedFuture(null);
    }

    /** From now on these records aren't acknowledged, and don't arrive. */
    public synchronized void lose(Predicate<UploadClaim> records) {
        lost = records;
    }

    /** Runs each time when a refusal asks for the outcomes of files. */
    public synchronized void onOutcomesAsked(Runnable action) {
        onOutcomesAsked = action;
    }

    /** A file has ended. */
    public synchronized void end(String fileId, String status) {
        outcomes.read(fileId, new Outcome(status), new Position("file-results", 0, records.size()))
                .ifPresent(this::append);
    }

    /** A file is deleted. */
    public synchronized void delete(String fileId) {
        outcomes.read(fileId, new Outcome(null), new Position("file-deletions", 0, records.size()))
                .ifPresent(this::append);
    }

    public synchronized List<UploadClaim> records() {
        return List.copyOf(records);
    }

    public int live() {
        return book.live();
    }

    public int pending() {
        return book.pending();
    }
}
