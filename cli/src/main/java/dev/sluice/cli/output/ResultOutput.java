package dev.sluice.cli.output;

import dev.sluice.client.Problem;
import dev.sluice.client.RefusedException;
import dev.sluice.client.ResultPages;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.query.FileSummary;
import java.nio.file.Path;

/** Receives results. */
public interface ResultOutput extends AutoCloseable {
    /** A file has ended. */
    void ended(FileSummary file, ResultPages pages) throws UnavailableException, RefusedException, InterruptedException;

    /** A file was not accepted. */
    void refused(Path file, Problem problem);

    /** There are no more files. */
    @Override
    void close();
}
