package dev.sluice.cli.ask;

import dev.sluice.cli.option.FileOptions;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import dev.sluice.cli.output.ResultTable;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.page.ResultPages;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sluice status}. */
@Command(
        name = "status",
        description = "Prints the status of a file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice status 01a21d5b-a3a0-7a89-96e0-162f321e38bb",
            "  sluice status greenhouse --json --url http://sluice.example:8081",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:known file", "1:unknown file", "2:wrong usage", "4:Sluice is unavailable"})
public final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FileOptions file = new FileOptions();

    @Override
    public Integer call() throws UnavailableException, RefusedException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode status = file.client().status(file.id());
        if (file.json()) {
            out.println(JsonOutput.pretty(status));
        } else {
            out.print(ResultTable.ofStatus(ResultPages.summary(status)));
        }
        out.flush();
        return ExitCode.OK.code();
    }
}
