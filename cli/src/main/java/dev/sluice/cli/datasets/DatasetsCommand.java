package dev.sluice.cli.datasets;

import dev.sluice.cli.option.ServerOptions;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import dev.sluice.cli.output.TextTable;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sluice datasets}. */
@Command(
        name = "datasets",
        description = "Lists the datasets of a running Sluice: their columns, and what they measure.",
        subcommands = DatasetsInferCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice datasets",
            "  sluice datasets infer readings.csv > readings.json",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "2:wrong usage", "4:Sluice is unavailable"})
public final class DatasetsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() throws UnavailableException, RefusedException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = server.client().datasets();
        out.print(server.json() ? JsonOutput.pretty(answer) + "\n" : table(answer));
        out.flush();
        return ExitCode.OK.code();
    }

    private static String table(JsonNode answer) {
        TextTable table =
                new TextTable(List.of("dataset", "columns", "group", "measure", "time"), Set.of(0, 1, 2, 3, 4));
        for (JsonNode dataset : answer.path("datasets")) {
            String columns = dataset.path("fields")
                    .valueStream()
                    .map(field -> field.path("name").asString())
                    .collect(Collectors.joining(", "));
            String groups = dataset.path("group_by")
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.joining(", "));
            table.add(List.of(
                    dataset.path("name").asString(),
                    columns,
                    groups,
                    dataset.path("measure").asString(),
                    dataset.path("time").asString("")));
        }
        return table.toString();
    }
}
