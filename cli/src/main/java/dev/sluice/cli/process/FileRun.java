package dev.sluice.cli.process;

import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.ResultOutput;
import dev.sluice.cli.progress.FileFollower;
import dev.sluice.cli.progress.Progress;
import dev.sluice.client.RefusedException;
import dev.sluice.client.Reply;
import dev.sluice.client.ResultPages;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.query.FileSummary;
import java.nio.file.Path;
import java.util.Map;

/** Processes files with a Sluice, one after the other: upload, wait for the end, show the result. */
final class FileRun {
    private final SluiceClient client;
    private final Progress progress;
    private final ResultOutput output;
    private final Map<String, String> parameters;
    private final boolean failOnInvalid;

    /** @param parameters of the uploads, by name */
    FileRun(
            SluiceClient client,
            Progress progress,
            ResultOutput output,
            Map<String, String> parameters,
            boolean failOnInvalid) {
        this.client = client;
        this.progress = progress;
        this.output = output;
        this.parameters = parameters;
        this.failOnInvalid = failOnInvalid;
    }

    /**
     * Takes one file through.
     *
     * @throws UnavailableException if the Sluice doesn't answer (any more)
     * @throws RefusedException if it won't tell of a file that it accepted
     */
    ExitCode process(Path file) throws UnavailableException, RefusedException, InterruptedException {
        try (progress) {
            Reply reply = upload(file);
            if (reply instanceof Reply.Refused refused) {
                progress.close();
                output.refused(file, refused.problem());
                return ExitCode.FAILED;
            }
            String id = RefusedException.unlessDone(reply).path("file_id").asString();
            FileSummary end = new FileFollower(client, progress).awaitEnd(id);
            progress.close();
            output.ended(end, new ResultPages(client, end.fileId()));
            return ExitCode.of(end.status(), failOnInvalid);
        }
    }

    private Reply upload(Path file) throws UnavailableException, InterruptedException {
        String name = String.valueOf(file.getFileName());
        long total = file.toFile().length();
        progress.uploading(name, 0, total);
        return client.upload(name, file, parameters, bytes -> progress.uploading(name, bytes, total));
    }
}
