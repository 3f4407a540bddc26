package dev.sluice.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice process}: files in, results out. */
@Command(
        name = "process",
        description = "Uploads CSV files, waits until they are processed and prints the statistics of each sensor.",
        footerHeading = "%nJSON:%n",
        footer = {
            "Of one file the result document, as GET /results/{id} gives it, with all",
            "sensors in it. Of several files an array of these, in the order of the",
            "files. In the place of a refused file stands the problem that says why.",
        },
        exitCodeListHeading = "%nExit codes (of several files, the worst counts):%n",
        exitCodeList = {
            "0:processed, or partial",
            "1:failed, or refused",
            "2:wrong usage, a file that can't be read included",
            "3:partial, under --fail-on-invalid",
            "4:nothing answers",
        })
final class ProcessCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A Sluice of our own is on its way for sure. */
    private static final Duration PATIENCE_WITH_OURS = Duration.ofMinutes(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "CSV with a header row: timestamp, sensor_id, value.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print the results as JSON, and nothing else, on stdout.")
    private boolean json;

    @Option(names = "--fail-on-invalid", description = "Exit with 3 if any row is invalid.")
    private boolean failOnInvalid;

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = UrlArgument.class,
            description =
                    "Use the Sluice that runs there. Without it one is started in this process, with data that is "
                            + "deleted afterwards.")
    private @Nullable URI url;

    @Override
    public Integer call() throws IOException, UnansweredException, RefusedException, InterruptedException {
        InputFiles.fault(files).ifPresent(fault -> {
            throw new ParameterException(spec.commandLine(), fault);
        });
        if (url != null) {
            return process(new SluiceClient(url, PATIENCE)).code();
        }
        try (TemporarySluice sluice = TemporarySluice.start()) {
            SluiceClient client = new SluiceClient(sluice.url(), PATIENCE_WITH_OURS);
            RefusedException.unlessDone(client.awaitReady());
            return process(client).code();
        }
    }

    private ExitCode process(SluiceClient client) throws UnansweredException, RefusedException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ExitCode worst = ExitCode.OK;
        try (ResultOutput output = json ? new JsonOutput(out, err, files.size() > 1) : new TableOutput(out, err)) {
            FileRun run = new FileRun(client, Terminal.progress(System.err, System.getenv()), output, failOnInvalid);
            for (Path file : files) {
                worst = worst.orWorse(run.process(file));
            }
        }
        return worst;
    }
}
