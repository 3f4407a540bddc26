package dev.sluice.splitter.split;

/**
 * The splitter's metrics. Each record of {@code raw-chunks} calls exactly one of {@link #chunkSplit}, {@link
 * #chunkFaulty}, {@link #chunkRepeated}, {@link #deadLetter} and {@link #quarantined}. The calls are not transactional:
 * work that is repeated after a failure is counted again. Suitable for rates and alarms, not for reconciliation.
 */
public interface SplitterMetrics {
    /** A record was split into rows. */
    void chunkSplit(long validRows, long invalidRows);

    /** A record could not be read as rows, and failed its file. */
    void chunkFaulty();

    /** A duplicate record was dropped. */
    void chunkRepeated();

    /** A record belongs to no file, or could not be processed. */
    void deadLetter();

    /** A record was quarantined because the splitter failed when it processed the record alone. */
    void quarantined();
}
