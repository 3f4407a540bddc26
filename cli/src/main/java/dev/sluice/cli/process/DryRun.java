package dev.sluice.cli.process;

import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.ResultOutput;
import dev.sluice.cli.suggestion.Advice;
import dev.sluice.cli.suggestion.ProcessLine;
import dev.sluice.client.Problem;
import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Shows how a Sluice reads the first rows of files, and which options would help. Nothing is stored. */
final class DryRun implements InputRun {
    private final SluiceClient client;
    private final ResultOutput output;
    private final Map<String, String> parameters;
    private final Function<Input, ProcessLine> line;
    private final boolean failOnInvalid;

    /**
     * @param parameters of the dry runs, by name
     * @param line the command that processes one file with the same options
     */
    DryRun(
            SluiceClient client,
            ResultOutput output,
            Map<String, String> parameters,
            Function<Input, ProcessLine> line,
            boolean failOnInvalid) {
        this.client = client;
        this.output = output;
        this.parameters = parameters;
        this.line = line;
        this.failOnInvalid = failOnInvalid;
    }

    @Override
    public ExitCode process(Input input) throws UnavailableException, InterruptedException, IOException {
        ProcessLine repeated = line.apply(input);
        JsonNode report;
        try {
            report = input.dryRun(client, parameters);
        } catch (RefusedException e) {
            Problem problem = e.problem();
            output.refused(input.label(), problem);
            output.advise(Advice.of(problem.document(), repeated));
            return ExitCode.ofRefusal(problem.code());
        }
        output.tried(report, Advice.of(report, repeated));
        if (report.has("reason")) {
            return ExitCode.FAILED;
        }
        return ExitCode.ofRows(
                report.path("valid_rows").asLong(0), report.path("invalid_rows").asLong(0), failOnInvalid);
    }
}
