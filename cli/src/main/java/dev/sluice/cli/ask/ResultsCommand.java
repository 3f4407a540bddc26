package dev.sluice.cli.ask;

import dev.sluice.cli.option.FileOptions;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import dev.sluice.cli.output.ProfilePlot;
import dev.sluice.cli.output.ResultOutput;
import dev.sluice.cli.output.TableOutput;
import dev.sluice.cli.output.WindowTable;
import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.page.ResultPages;
import dev.sluice.client.page.WindowPages;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileSummary;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** {@code sluice results}. */
@Command(
        name = "results",
        description = "Prints the statistics of a file's series; provisional ones if the file hasn't ended.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice results 01a21d5b-a3a0-7a89-96e0-162f321e38bb",
            "  sluice results 01a21d5b-a3a0-7a89-96e0-162f321e38bb --plot",
            "  sluice results 01a21d5b-a3a0-7a89-96e0-162f321e38bb --csv > result.csv",
            "  sluice results 01a21d5b-a3a0-7a89-96e0-162f321e38bb --windows",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:unknown file, or with --csv it failed",
            "2:wrong usage",
            "4:Sluice is unavailable, or with --csv the file doesn't end",
        })
public final class ResultsCommand implements Callable<Integer> {
    /** As many as the table has. */
    private static final int PLOTTED_SERIES = 50;

    private static final int SHOWN_WINDOWS = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FileOptions file = new FileOptions();

    @Option(names = "--csv", description = "Print all series as CSV, once the file has ended.")
    private boolean csv;

    @Option(
            names = "--windows",
            description = "Print the windows of the series, if the dataset's document has windows.")
    private boolean windows;

    @Option(names = "--plot", description = "Draw the first series over time, a line for each.")
    private boolean plot;

    @Override
    public Integer call() throws UnavailableException, RefusedException, InterruptedException {
        if (plot && (csv || file.json() || windows)) {
            throw new ParameterException(
                    spec.commandLine(), "expected --plot without --csv, --json and --windows, found both");
        }
        SluiceClient client = file.client();
        PrintWriter out = spec.commandLine().getOut();
        if (windows) {
            printWindows(client, out);
            return ExitCode.OK.code();
        }
        if (csv) {
            client.copyResultCsv(file.id(), out);
            return ExitCode.OK.code();
        }
        if (plot) {
            FileSummary summary = ResultPages.summary(client.status(file.id()));
            out.print(ProfilePlot.of(client.profiles(file.id(), PLOTTED_SERIES), summary.series()));
            out.flush();
            return ExitCode.OK.code();
        }
        ResultPages pages = new ResultPages(client, file.id());
        try (ResultOutput output = file.json()
                ? new JsonOutput(out, spec.commandLine().getErr(), false)
                : new TableOutput(out, spec.commandLine().getErr())) {
            output.ended(ResultPages.summary(client.status(file.id())), pages);
        }
        return ExitCode.OK.code();
    }

    private void printWindows(SluiceClient client, PrintWriter out)
            throws UnavailableException, RefusedException, InterruptedException {
        WindowPages pages = new WindowPages(client, file.id());
        if (csv) {
            client.copyWindowsCsv(file.id(), out);
        } else if (file.json()) {
            JsonGenerator json = Json.MAPPER.writerWithDefaultPrettyPrinter().createGenerator(out);
            pages.writeTo(json);
            json.flush();
            out.println();
        } else {
            out.print(WindowTable.of(pages.first(SHOWN_WINDOWS)));
        }
        out.flush();
    }
}
