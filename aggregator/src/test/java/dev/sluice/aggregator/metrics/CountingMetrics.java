package dev.sluice.aggregator.metrics;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Stage;
import java.util.ArrayList;
import java.util.List;

/** Keeps the counts for a test to read. */
public final class CountingMetrics implements AggregatorMetrics {
    public long late;
    public long repeated;
    public long strays;
    public long deadLetters;
    public long quarantined;
    public long unreadablePositions;
    public long deleted;
    public long expired;
    public final List<FileSummary> ended = new ArrayList<>();

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
