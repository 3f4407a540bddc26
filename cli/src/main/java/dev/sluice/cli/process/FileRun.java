package dev.sluice.cli.process;

import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.ResultOutput;
import dev.sluice.cli.progress.FileFollower;
import dev.sluice.cli.progress.Progress;
import dev.sluice.cli.suggestion.Advice;
import dev.sluice.cli.suggestion.ProcessLine;
import dev.sluice.client.Problem;
import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.UploadProgress;
import dev.sluice.client.page.ResultPages;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/** Processes files with a Sluice: upload, wait for the end, show the result. */
final class FileRun implements InputRun {
    private final SluiceClient client;
    private final Progress progress;
    private final ResultOutput output;
    private final Map<String, String> parameters;
    private final Function<Input, ProcessLine> line;
    private final boolean failOnInvalid;

    /**
     * @param parameters of the uploads, by name
     * @param line the command that does the same for one file
     */
    FileRun(
            SluiceClient client,
            Progress progress,
            ResultOutput output,
            Map<String, String> parameters,
            Function<Input, ProcessLine> line,
            boolean failOnInvalid) {
        this.client = client;
        this.progress = progress;
        this.output = output;
        this.parameters = parameters;
        this.line = line;
        this.failOnInvalid = failOnInvalid;
    }

    @Override
    public ExitCode process(Input input)
            throws UnavailableException, RefusedException, InterruptedException, IOException {
        try (progress) {
            String id;
            try {
                id = upload(input);
            } catch (RefusedException e) {
                progress.close();
                Problem problem = e.problem();
                output.refused(input.label(), problem);
                output.advise(Advice.of(problem.document(), line.apply(input)));
                return ExitCode.ofRefusal(problem.code());
            }
            FileSummary end = new FileFollower(client, progress).awaitEnd(id);
            progress.close();
            output.ended(end, new ResultPages(client, end.fileId()));
            output.advise(end.status() == FileStatus.PROCESSED ? "" : advice(input));
            return ExitCode.of(end.status(), failOnInvalid);
        }
    }

    private String upload(Input input)
            throws UnavailableException, RefusedException, InterruptedException, IOException {
        String name = input.filename();
        long total = input.size();
        progress.uploading(name, 0, total);
        return input.upload(client, parameters, new UploadProgress() {
            @Override
            public void sent(long bytes) {
                progress.uploading(name, bytes, total);
            }

            @Override
            public void interrupted() {
                progress.interrupted(name);
            }

            @Override
            public void resumed(long bytes) {
                progress.resumed(bytes, total);
            }
        });
    }

    /** What would help a file with invalid rows. The file has ended all the same if that can't be found out. */
    private String advice(Input input) throws InterruptedException {
        try {
            return Advice.of(input.dryRun(client, parameters), line.apply(input));
        } catch (UnavailableException | RefusedException | IOException e) {
            return "";
        }
    }
}
