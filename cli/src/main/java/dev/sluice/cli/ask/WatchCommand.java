package dev.sluice.cli.ask;

import dev.sluice.cli.option.FileOptions;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import dev.sluice.cli.output.ResultTable;
import dev.sluice.cli.progress.FileFollower;
import dev.sluice.cli.progress.Progress;
import dev.sluice.cli.progress.Terminal;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.query.FileSummary;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice watch}. */
@Command(
        name = "watch",
        description = "Follows a file to its end, and prints its final status.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice watch 01a21d5b-a3a0-7a89-96e0-162f321e38bb",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:processed, or partial",
            "1:failed, or unknown file",
            "2:wrong usage",
            "4:Sluice is unavailable",
        })
public final class WatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FileOptions file = new FileOptions();

    @Override
    public Integer call() throws UnavailableException, RefusedException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        FileSummary end = follow(Terminal.progress(System.err, System.getenv()));
        if (file.json()) {
            out.println(JsonOutput.pretty(end));
        } else {
            out.print(ResultTable.ofStatus(end));
        }
        out.flush();
        return ExitCode.of(end.status(), false).code();
    }

    private FileSummary follow(Progress progress) throws UnavailableException, RefusedException, InterruptedException {
        try (progress) {
            return new FileFollower(file.client(), progress).awaitEnd(file.id());
        }
    }
}
