package dev.sluice.standalone;

import dev.sluice.schemas.query.FileSummary;
import java.nio.file.Path;

/** Where results go. */
interface ResultOutput extends AutoCloseable {
    /** A file came to its end. */
    void ended(FileSummary file, ResultPages pages) throws UnansweredException, RefusedException, InterruptedException;

    /** A file was not even accepted. */
    void refused(Path file, Problem problem);

    /** That was all. */
    @Override
    void close();
}
