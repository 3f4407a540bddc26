package dev.sluice.benchmarks.fuzz;

import dev.sluice.benchmarks.fuzz.Fuzzer.Broken;
import dev.sluice.benchmarks.fuzz.Fuzzer.Outcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice fuzz}: whether any input stops a stage. */
@Command(
        name = "sluice fuzz",
        description =
                "Feeds each stage of Sluice with generated inputs, most of them broken, and checks that none stops it, makes "
                        + "it write more than the brokers take, or work more than its size is worth.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice fuzz --seed 7 --inputs 1000000",
            "  sluice fuzz --stage splitter --seed 7 --first 4711 --inputs 1",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no promise was broken", "1:one was; how to replay it is printed", "2:wrong usage"},
        usageHelpAutoWidth = true)
public final class FuzzCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Equal seeds make equal inputs. Default: a new one each time.")
    private @Nullable Long seed;

    @Option(
            names = "--inputs",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many for each stage. Default: ${DEFAULT-VALUE}.")
    private long inputs;

    @Option(
            names = "--first",
            paramLabel = "N",
            defaultValue = "0",
            description = "The number of the first input. Default: ${DEFAULT-VALUE}.")
    private long first;

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            split = ",",
            description = "One or more of gateway, splitter, combiner, merge. Default: all.")
    private @Nullable List<StageName> stages;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new FuzzCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build());
        return command;
    }

    @Override
    public Integer call() {
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000_000) : seed;
        PrintWriter out = spec.commandLine().getOut();
        int code = 0;
        Silence silence = Silence.begin();
        try {
            for (StageName stage : stages == null ? List.of(StageName.values()) : stages) {
                code = Math.max(code, run(stage, chosen, out));
                out.flush();
            }
        } finally {
            silence.close();
        }
        return code;
    }

    private int run(StageName stage, long chosen, PrintWriter out) {
        String name = stage.name().toLowerCase(Locale.ROOT);
        long begun = System.nanoTime();
        Outcome outcome = new Fuzzer(stage::newStage, chosen).run(first, inputs);
        double seconds = Math.max(1e-9, (System.nanoTime() - begun) / 1e9);
        out.printf(
                Locale.ROOT,
                "%-8s  seed %d  %,d inputs  %,.0f inputs/s  %,d bytes in  %,d records and %,d bytes out%n",
                name,
                chosen,
                outcome.inputs(),
                outcome.inputs() / seconds,
                outcome.bytesIn(),
                outcome.records(),
                outcome.bytesOut());
        Broken broken = outcome.broken();
        if (broken == null) {
            return 0;
        }
        out.printf("%s: input %d broke a promise: %s%n", name, broken.input(), broken.why());
        broken.why().printStackTrace(out);
        String command = "  ./sluice fuzz --stage " + name + " --seed " + chosen;
        out.printf("Alone:               %s --first %d --inputs 1%n", command, broken.input());
        out.printf(
                "With what came before: %s --first %d --inputs %d%n",
                command, broken.firstOfLife(), broken.input() - broken.firstOfLife() + 1);
        return 1;
    }
}
