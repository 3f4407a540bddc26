package dev.sluice.cli.process;

import dev.sluice.cli.option.UrlArgument;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import dev.sluice.cli.output.ResultOutput;
import dev.sluice.cli.output.TableOutput;
import dev.sluice.cli.progress.Terminal;
import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.standalone.TemporarySluice;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice process}: processes files and prints their results. */
@Command(
        name = "process",
        description = "Uploads CSV files, waits until they are processed and prints the statistics of each series.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice process readings.csv",
            "  sluice process --dataset song-plays plays.csv",
            "  sluice process --json --url http://localhost:8080 monday.csv tuesday.csv > results.json",
            "",
            "JSON:",
            "For one file the result document, as GET /results/{id} returns it, with all",
            "series in it. For several files an array of these, in the order of the",
            "files. A refused file is represented by its problem.",
        },
        exitCodeListHeading = "%nExit codes (of several files, the worst counts):%n",
        exitCodeList = {
            "0:processed, or partial",
            "1:failed, or refused",
            "2:wrong usage, a file that can't be read included",
            "3:partial, under --fail-on-invalid",
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
            description = "CSV, plain or as .gz; by default with the columns timestamp, sensor_id and value.")
    private List<Path> files = List.of();

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "The dataset: sensor-readings, song-plays, or one of your own. Default: " + "sensor-readings.")
    private @Nullable String dataset;

    @Option(names = "--map", paramLabel = "FIELD=COLUMN", description = "The column of a field: --map value=temp_c.")
    private Map<String, String> mapping = Map.of();

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "A field that has the same value in all rows: --set sensor_id=machine-7.")
    private Map<String, String> constants = Map.of();

    @Option(
            names = "--layout",
            paramLabel = "long|wide",
            description = "wide: one time column, and one column for each series. Default: long.")
    private @Nullable String layout;

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

    @Override
    public Integer call() throws IOException, UnavailableException, RefusedException, InterruptedException {
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

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (dataset != null) {
            parameters.put("dataset", dataset);
        }
        if (layout != null) {
            parameters.put("layout", layout);
        }
        mapping.forEach((field, column) -> parameters.put("map." + field, column));
        constants.forEach((field, value) -> parameters.put("set." + field, value));
        return parameters;
    }

    private ExitCode process(SluiceClient client) throws UnavailableException, RefusedException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ExitCode worst = ExitCode.OK;
        try (ResultOutput output = json ? new JsonOutput(out, err, files.size() > 1) : new TableOutput(out, err)) {
            FileRun run = new FileRun(
                    client, Terminal.progress(System.err, System.getenv()), output, parameters(), failOnInvalid);
            for (Path file : files) {
                worst = worst.orWorse(run.process(file));
            }
        }
        return worst;
    }
}
