package dev.sluice.standalone;

import dev.sluice.schemas.message.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sluice status}. */
@Command(
        name = "status",
        description = "Says where a file stands.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:there is such a file", "1:there is none", "2:wrong usage", "4:nothing answers"})
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The file's id, as the upload's answer names it.")
    private String id = "";

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() throws UnansweredException, RefusedException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode status = RefusedException.unlessDone(server.client().status(id));
        if (server.json()) {
            out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(status));
        } else {
            out.print(ResultTable.ofStatus(ResultPages.summary(status)));
        }
        out.flush();
        return ExitCode.OK.code();
    }
}
