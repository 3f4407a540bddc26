package dev.sluice.cli.progress;

import dev.sluice.schemas.query.FileSummary;

/** Is told how a file fares. */
public interface Progress extends AutoCloseable {
    /** So much of the file has been sent. */
    void uploading(String filename, long bytes, long total);

    /** All is sent and accepted; the file stands thus. */
    void aggregating(FileSummary file);

    /** Nothing more will be told about this file. The next one may come; a second call does nothing. */
    @Override
    void close();
}
