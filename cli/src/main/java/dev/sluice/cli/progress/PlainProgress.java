package dev.sluice.cli.progress;

import dev.sluice.schemas.query.FileSummary;
import java.io.PrintStream;

/** Prints a line when a file's upload begins and one when it is accepted: for logs, where a progress bar is useless. */
final class PlainProgress implements Progress {
    private final PrintStream out;
    private boolean uploading;
    private boolean accepted;

    PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void uploading(String filename, long bytes, long total) {
        if (!uploading) {
            uploading = true;
            out.println("uploading " + filename + (total < 0 ? "" : " (" + ProgressBar.size(total) + ")"));
        }
    }

    @Override
    public void interrupted(String filename) {
        // The line is printed when the upload goes on: until then it may fail any number of times.
    }

    @Override
    public void resumed(long bytes, long total) {
        out.println(ProgressBar.goingOn(bytes, total));
    }

    @Override
    public void aggregating(FileSummary file) {
        if (!accepted) {
            accepted = true;
            out.println("accepted as " + file.fileId());
        }
    }

    @Override
    public void close() {
        uploading = false;
        accepted = false;
    }
}
