package dev.sluice.splitter.split;

/**
 * What the splitter counts. Each record of {@code raw-chunks} calls exactly one of {@link #chunkSplit}, {@link
 * #chunkFaulty}, {@link #chunkRepeated}, {@link #deadLetter} and {@link
 * #quarantined}. As these are no part of a transaction, what is done over
 * after a failure is counted again: good for rates and alarms, not for books.
 */
public interface SplitterMetrics {
    /** A record was split into rows. */
    void chunkSplit(long validRows, long invalidRows);

    /** A record could not be read as rows and failed its file. */
    void chunkFaulty();

    /** A record had been split before and was dropped. */
    void chunkRepeated();

    /** A record could not be assigned to any file, or could not be processed. */
    void deadLetter();

    /** A record was set aside, as the splitter has failed of it alone. */
    void quarantined();
}
