package dev.sluice.cli.progress;

import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.page.ResultPages;
import dev.sluice.schemas.query.FileSummary;

/** Follows a file to its end. */
public final class FileFollower {
    private static final long BETWEEN_QUESTIONS = 200;

    private final SluiceClient client;
    private final Progress progress;

    public FileFollower(SluiceClient client, Progress progress) {
        this.client = client;
        this.progress = progress;
    }

    /**
     * Returns when the file has ended.
     *
     * @throws UnavailableException if the Sluice doesn't answer (any more)
     * @throws RefusedException if it knows no such file
     */
    public FileSummary awaitEnd(String fileId) throws UnavailableException, RefusedException, InterruptedException {
        while (true) {
            FileSummary file = ResultPages.summary(client.status(fileId));
            progress.aggregating(file);
            if (file.status().terminal()) {
                return file;
            }
            Thread.sleep(BETWEEN_QUESTIONS);
        }
    }
}
