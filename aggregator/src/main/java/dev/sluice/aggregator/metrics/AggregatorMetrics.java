package dev.sluice.aggregator.metrics;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.topic.Stage;

/**
 * The topology's metrics. A file that ends inconsistent is an alarm: a row was lost or counted twice, which the design
 * excludes.
 */
public interface AggregatorMetrics {
    /** Rows or events were dropped: of a file that has ended or is deleted, or of a kind that the file doesn't have. */
    void lateDropped();

    /** Records were dropped because they had been processed before. */
    void repeatedDropped(long records);

    /** Rows of a direct producer were dropped because they had the id of an uploaded file. */
    void straysDropped(long rows);

    /** A record that a stage can't process went to the dead letters. */
    void deadLetter(Stage stage);

    /** A record was quarantined because the stage failed when it processed the record alone. */
    void quarantined(Stage stage);

    /** An invalid record of combiner offsets was ignored. */
    void unreadablePosition();

    /** A file's end was published. */
    void fileEnded(FileSummary summary);

    /** A file was deleted on request. */
    void fileDeleted();

    /** A file was deleted because its retention was over. */
    void fileExpired();
}
