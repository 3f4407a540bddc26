package dev.sluice.cli.topics;

import dev.sluice.cli.option.ServerOptions;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import dev.sluice.cli.output.TextTable;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.SystemState;
import dev.sluice.schemas.query.SystemState.StageState;
import dev.sluice.schemas.query.SystemState.TopicLag;
import dev.sluice.schemas.query.SystemState.TopicState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sluice topics}. */
@Command(
        name = "topics",
        description = {
            "Lists the topics: their size, the stages that read them, and their lag.",
            "Transaction markers count as records, as in Kafka's own tools.",
        },
        subcommands = TopicsTailCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice topics",
            "  sluice topics tail invalid-rows --from-beginning --limit 3",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:the brokers don't answer", "2:wrong usage", "4:Sluice is unavailable"})
public final class TopicsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Override
    public Integer call() throws UnavailableException, RefusedException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = server.client().system();
        if (server.json()) {
            out.println(JsonOutput.pretty(answer));
        } else {
            out.print(table(Json.MAPPER.treeToValue(answer, SystemState.class)));
        }
        out.flush();
        return ExitCode.OK.code();
    }

    private static String table(SystemState system) {
        TextTable table =
                new TextTable(List.of("topic", "partitions", "records", "read by", "members", "lag"), Set.of(0, 3));
        for (TopicState topic : system.topics()) {
            List<String> row = new ArrayList<>(
                    List.of(topic.name(), Integer.toString(topic.partitions()), Long.toString(topic.records())));
            row.addAll(reader(topic.name(), system.stages()));
            table.add(row);
        }
        return table.toString();
    }

    /** The stage that reads it, its number of members, and its lag. */
    private static List<String> reader(String topic, List<StageState> stages) {
        for (StageState stage : stages) {
            for (TopicLag lag : stage.reads()) {
                if (lag.topic().equals(topic)) {
                    return List.of(stage.name(), Integer.toString(stage.members()), Long.toString(lag.lag()));
                }
            }
        }
        return List.of("", "", "");
    }
}
