package dev.sluice.aggregator.metrics;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Stage;

/**
 * What the topology counts. A file that ends inconsistent is an alarm: some row was lost or counted twice, which this
 * design rules out.
 */
public interface AggregatorMetrics {
    /**
     * Rows or events of a file that had already ended or was deleted came, or events that its kind doesn't have, and were
     * dropped.
     */
    void lateDropped();

    /** Records that had been taken in before were read again, and were dropped. */
    void repeatedDropped(long records);

    /** Rows of a direct producer came under a counted file's id, and were dropped. */
    void straysDropped(long rows);

    /** A record that a stage can't process went to the dead letters. */
    void deadLetter(Stage stage);

    /** A record was set aside, as the stage failed of it alone. */
    void quarantined(Stage stage);

    /** A record of the combiners' positions isn't one, and was ignored. */
    void unreadablePosition();

    /** A file's end became public. */
    void fileEnded(FileSummary summary);

    /** A file was deleted, as somebody asked. */
    void fileDeleted();

    /** A file was deleted, as its time was over. */
    void fileExpired();
}
