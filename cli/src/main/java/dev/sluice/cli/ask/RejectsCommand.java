package dev.sluice.cli.ask;

import dev.sluice.cli.option.FileOptions;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import dev.sluice.cli.output.RejectTable;
import dev.sluice.cli.output.TextTable;
import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sluice rejects}. */
@Command(
        name = "rejects",
        description = "Prints the rejected rows of a file, and why each was rejected.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice rejects 01a21d5b-a3a0-7a89-96e0-162f321e38bb --limit 20",
            "  sluice rejects 01a21d5b-a3a0-7a89-96e0-162f321e38bb --csv > rejects.csv",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:unknown file",
            "2:wrong usage",
            "4:Sluice is unavailable, or with --csv the file doesn't end",
        })
public final class RejectsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FileOptions file = new FileOptions();

    @Option(names = "--csv", description = "Print them as CSV, to be corrected and uploaded, once the file has ended.")
    private boolean csv;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "The maximum number of rows, 1 to 1000; not for --csv, which prints all that are kept. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() throws UnavailableException, RefusedException, InterruptedException {
        SluiceClient client = file.client();
        PrintWriter out = spec.commandLine().getOut();
        if (csv) {
            client.copyRejectsCsv(file.id(), out);
            return ExitCode.OK.code();
        }
        JsonNode page = client.rejects(file.id(), null, limit);
        out.print(file.json() ? JsonOutput.pretty(page) + "\n" : table(page));
        out.flush();
        return ExitCode.OK.code();
    }

    private static String table(JsonNode page) {
        TextTable table = RejectTable.of(page.path("rejects"));
        long invalid = page.path("invalid_rows").asLong();
        long shown = page.path("rejects").size();
        String more = shown < invalid ? String.format(Locale.ROOT, "; the first %,d are shown", shown) : "";
        String total = String.format(Locale.ROOT, "%,d invalid rows%s%n", invalid, more);
        return shown == 0 ? total : table + "\n" + total;
    }
}
