package dev.sluice.aggregator;

import dev.sluice.schemas.Stage;
import dev.sluice.schemas.query.FileSummary;
import java.util.ArrayList;
import java.util.List;

/** Keeps the counts for a test to read. */
final class CountingMetrics implements AggregatorMetrics {
    long late;
    long repeated;
    long strays;
    long deadLetters;
    long quarantined;
    long unreadablePositions;
    long deleted;
    long expired;
    final List<FileSummary> ended = new ArrayList<>();

    @Override
    public void lateDropped() {
        late++;
    }

    @Override
    public void repeatedDropped(long records) {
        repeated += records;
    }

    @Override
    public void straysDropped(long rows) {
        strays += rows;
    }

    @Override
    public void deadLetter(Stage stage) {
        deadLetters++;
    }

    @Override
    public void quarantined(Stage stage) {
        quarantined++;
    }

    @Override
    public void unreadablePosition() {
        unreadablePositions++;
    }

    @Override
    public void fileEnded(FileSummary summary) {
        ended.add(summary);
    }

    @Override
    public void fileDeleted() {
        deleted++;
    }

    @Override
    public void fileExpired() {
        expired++;
    }
}
