package dev.sluice.cli.output;

import dev.sluice.client.Problem;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.page.ResultPages;
import dev.sluice.schemas.query.FileSummary;
import tools.jackson.databind.JsonNode;

/** Receives results. */
public interface ResultOutput extends AutoCloseable {
    /** A file has ended. */
    void ended(FileSummary file, ResultPages pages) throws UnavailableException, RefusedException, InterruptedException;

    /**
     * A dry run of a file was done.
     *
     * @param report as the server sent it
     * @param advice for the user, whole lines or nothing
     */
    void tried(JsonNode report, String advice);

    /**
     * A file was not accepted.
     *
     * @param file what it is called
     */
    void refused(String file, Problem problem);

    /**
     * Something would help the last file.
     *
     * @param advice for the user, whole lines or nothing
     */
    void advise(String advice);

    /** There are no more files. */
    @Override
    void close();
}
