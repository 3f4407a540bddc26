package dev.sluice.cli.output;

import dev.sluice.client.Problem;
import dev.sluice.client.RefusedException;
import dev.sluice.client.ResultPages;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.query.FileSummary;
import java.nio.file.Path;

/** Where results go. */
public interface ResultOutput extends AutoCloseable {
    /** A file came to its end. */
    void ended(FileSummary file, ResultPages pages) throws UnavailableException, RefusedException, InterruptedException;

    /** A file was not even accepted. */
    void refused(Path file, Problem problem);

    /** That was all. */
    @Override
    void close();
}
