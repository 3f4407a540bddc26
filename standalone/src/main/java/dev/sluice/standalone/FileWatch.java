package dev.sluice.standalone;

import dev.sluice.schemas.query.FileSummary;

/** Follows a file to its end. */
final class FileWatch {
    private static final long BETWEEN_QUESTIONS = 200;

    private final SluiceClient client;
    private final Progress progress;

    FileWatch(SluiceClient client, Progress progress) {
        this.client = client;
        this.progress = progress;
    }

    /**
     * Returns when the file has ended.
     *
     * @throws UnansweredException if the Sluice doesn't answer (any more)
     * @throws RefusedException if it knows no such file
     */
    FileSummary awaitEnd(String fileId) throws UnansweredException, RefusedException, InterruptedException {
        while (true) {
            FileSummary file = ResultPages.summary(RefusedException.unlessDone(client.status(fileId)));
            progress.aggregating(file);
            if (file.status().terminal()) {
                return file;
            }
            Thread.sleep(BETWEEN_QUESTIONS);
        }
    }
}
