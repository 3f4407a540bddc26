package dev.sluice.cli.process;

import dev.sluice.cli.option.KeyOption;
import dev.sluice.cli.option.TrustOption;
import dev.sluice.cli.option.UploadOptions;
import dev.sluice.cli.option.UrlArgument;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import dev.sluice.cli.output.ResultOutput;
import dev.sluice.cli.output.TableOutput;
import dev.sluice.cli.progress.Terminal;
import dev.sluice.cli.suggestion.ProcessLine;
import dev.sluice.client.ClientSettings;
import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.standalone.TemporarySluice;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice process}: processes files and prints their results. */
@Command(
        name = "process",
        description = {
            "Uploads files of CSV or JSON, waits until they are processed and prints the statistics of each series.",
            "With --dry-run it prints how the first rows are read, and which options would help.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice process readings.csv",
            "  sluice process --dataset song-plays plays.csv",
            "  sluice process --dry-run export.csv",
            "  sluice process --decimal , --time-format '%%d.%%m.%%Y %%H:%%M' export.csv",
            "  unzip -p readings.zip | sluice process -",
            "  sluice process readings.json",
            "  sluice process --json --url http://localhost:8080 monday.csv tuesday.csv > results.json",
            "",
            "JSON:",
            "For one file the result document, as GET /results/{id} returns it, with all",
            "series in it. For several files an array of these, in the order of the",
            "files. A refused file is represented by its problem. With --dry-run the",
            "report of POST /upload?dry_run=true, with its suggestions.",
        },
        exitCodeListHeading = "%nExit codes (of several files, the worst counts):%n",
        exitCodeList = {
            "0:processed, or partial",
            "1:failed, or refused; in a dry run also: it would fail, or none of the first rows is valid",
            "2:wrong usage, a file that can't be read, or an option that the Sluice refuses, included",
            "3:under --fail-on-invalid: partial, or in a dry run one of the first rows is invalid",
            "4:Sluice is unavailable",
        })
public final class ProcessCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Starts the temporary Sluice. */
    private static final Duration PATIENCE_WITH_OURS = Duration.ofMinutes(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "CSV, JSON or NDJSON, plain or as .gz; by default with the columns or properties timestamp, "
                    + "sensor_id and value. - is standard input, of any size.")
    private List<String> files = List.of();

    @Mixin
    private UploadOptions upload = new UploadOptions();

    @Option(names = "--json", description = "Print the results as JSON, and nothing else, on stdout.")
    private boolean json;

    @Option(names = "--fail-on-invalid", description = "Exit with 3 if any row is invalid.")
    private boolean failOnInvalid;

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = UrlArgument.class,
            description = "Use a running Sluice. By default one is started in this process, with data that is "
                    + "deleted afterwards.")
    private @Nullable URI url;

    @Mixin
    private KeyOption key = new KeyOption();

    @Mixin
    private TrustOption trust = new TrustOption();

    @Override
    public Integer call() throws IOException, UnavailableException, RefusedException, InterruptedException {
        Stream.of(fault(), upload.fault(), Input.fault(files))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(fault -> {
                    throw new ParameterException(spec.commandLine(), fault);
                });
        if (url != null) {
            ClientSettings settings = ClientSettings.of(url)
                    .withPatience(PATIENCE)
                    .withKey(key.key())
                    .withTrust(trust.trust());
            CancelOnExit cancellation = new CancelOnExit();
            try {
                return process(new SluiceClient(settings)).code();
            } catch (InterruptedException e) {
                spec.commandLine().getErr().println("sluice: cancelled; an upload that isn't complete is deleted");
                spec.commandLine().getErr().flush();
                return ExitCode.FAILED.code();
            } finally {
                cancellation.done();
            }
        }
        try (TemporarySluice sluice = TemporarySluice.start()) {
            // It lives and dies with this process: no connection to it breaks.
            SluiceClient client = new SluiceClient(ClientSettings.of(sluice.url())
                    .withPatience(PATIENCE_WITH_OURS)
                    .withResumableFrom(Long.MAX_VALUE));
            client.awaitReady();
            return process(client).code();
        }
    }

    private Optional<String> fault() {
        return files.size() > 1 && upload.filename() != null
                ? Optional.of("expected --filename for one file, found " + files.size() + " files")
                : Optional.empty();
    }

    private ExitCode process(SluiceClient client)
            throws UnavailableException, RefusedException, InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ExitCode worst = ExitCode.OK;
        try (ResultOutput output = json ? new JsonOutput(out, err, files.size() > 1) : new TableOutput(out, err)) {
            InputRun run = run(client, output);
            for (String file : files) {
                worst = worst.orWorse(run.process(Input.of(file, upload.filename())));
            }
        }
        return worst;
    }

    private InputRun run(SluiceClient client, ResultOutput output) {
        if (upload.isDryRun()) {
            return new DryRun(client, output, upload.dryRunParameters(), this::line, failOnInvalid);
        }
        return new FileRun(
                client,
                Terminal.progress(System.err, System.getenv()),
                output,
                upload.parameters(),
                this::line,
                failOnInvalid);
    }

    /** This command for one file, without a dry run. */
    private ProcessLine line(Input input) {
        List<String> flags = new ArrayList<>();
        if (url != null) {
            flags.addAll(List.of("--url", url.toString()));
        }
        Path authorities = trust.given();
        if (authorities != null) {
            flags.addAll(List.of("--cacert", authorities.toString()));
        }
        if (json) {
            flags.add("--json");
        }
        if (failOnInvalid) {
            flags.add("--fail-on-invalid");
        }
        String filename = upload.filename();
        if (filename != null) {
            flags.addAll(List.of("--filename", filename));
        }
        return new ProcessLine(flags, upload.parameters(), input.argument());
    }
}
