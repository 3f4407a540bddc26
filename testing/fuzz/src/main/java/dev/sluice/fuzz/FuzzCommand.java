package dev.sluice.fuzz;

import dev.sluice.cli.CommandLines;
import dev.sluice.fuzz.Fuzzer.Broken;
import dev.sluice.fuzz.Fuzzer.Outcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice fuzz}: checks whether any input stops a stage. */
@Command(
        name = "sluice fuzz",
        description =
                "Feeds each stage of Sluice with generated inputs, most of them broken, and checks that none stops it, makes "
                        + "it write more than the brokers take, or work more than its size is worth.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice fuzz --seed 7 --inputs 1000000 --threads 2",
            "  sluice fuzz --stage splitter --seed 7 --first 4711 --inputs 1",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no assertion failed", "1:one failed; how to replay it is printed", "2:wrong usage"},
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

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many feed at once, which changes no input. Default: ${DEFAULT-VALUE}.")
    private int threads;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return CommandLines.of(new FuzzCommand());
    }

    @Override
    public Integer call() {
        if (inputs < 1 || first < 0 || first > Long.MAX_VALUE - inputs) {
            throw new ParameterException(spec.commandLine(), "--inputs is to be at least 1, and --first at least 0");
        }
        if (threads < 1 || threads > 1_000) {
            throw new ParameterException(spec.commandLine(), "--threads is to be from 1 to 1000");
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000_000) : seed;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        int code = 0;
        try (QuietLog log = QuietLog.begin()) {
            for (StageName stage : stages == null ? List.of(StageName.values()) : stages) {
                code = Math.max(code, run(stage, chosen, executor, log));
            }
        } finally {
            executor.shutdownNow();
        }
        return code;
    }

    private int run(StageName stage, long chosen, Executor executor, QuietLog log) {
        PrintWriter out = spec.commandLine().getOut();
        String name = stage.name().toLowerCase(Locale.ROOT);
        long begun = System.nanoTime();
        Outcome outcome = new Fuzzer(stage::newStage, chosen, log).run(first, inputs, executor);
        double seconds = Math.max(1e-9, (System.nanoTime() - begun) / 1e9);
        out.printf(
                Locale.ROOT,
                "%-8s  seed %d  %,d inputs  %,.0f inputs/s, %,.0f per CPU second  %,d bytes in  %,d records and %,d bytes out%n",
                name,
                chosen,
                outcome.inputs(),
                outcome.inputs() / seconds,
                outcome.inputs() / Math.max(1e-9, outcome.nanos() / 1e9),
                outcome.bytesIn(),
                outcome.records(),
                outcome.bytesOut());
        Broken broken = outcome.broken();
        if (broken != null) {
            tell(broken, name, chosen, out);
        }
        out.flush();
        return broken == null ? 0 : 1;
    }

    private static void tell(Broken broken, String name, long chosen, PrintWriter out) {
        out.printf("%s: input %d failed: %s%n", name, broken.input(), broken.why());
        broken.why().printStackTrace(out);
        String command = "  ./sluice fuzz --stage " + name + " --seed " + chosen;
        out.printf("Alone:               %s --first %d --inputs 1%n", command, broken.input());
        out.printf(
                "With what came before: %s --first %d --inputs %d%n",
                command, broken.firstOfLife(), broken.input() - broken.firstOfLife() + 1);
    }
}
