package dev.sluice.chaos;

import dev.sluice.chaos.cluster.Jvm;
import dev.sluice.chaos.cluster.Mutation;
import dev.sluice.chaos.report.ChaosReport;
import dev.sluice.chaos.report.ChaosTable;
import dev.sluice.cli.CommandLines;
import dev.sluice.schemas.message.Json;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice chaos}: checks whether Sluice keeps its guarantees when its processes fail. */
@Command(
        name = "sluice chaos",
        description =
                "Starts a cluster of Sluice on this machine, kills and pauses its processes under load and parts its network, "
                        + "and checks every row, every result and the history of answers of every file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice chaos --minutes 10 --seed 7",
            "  sluice chaos --minutes 20 --rest 20",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was lost, doubled, wrong or taken back, and nothing deleted came back",
            "1:something was, or the run broke off",
            "2:wrong usage",
            "3:nothing was, but too little happened for the run to count",
        },
        usageHelpAutoWidth = true)
public final class ChaosCommand implements Callable<Integer> {
    /** Not under {@code sluice.}: an unknown setting prevents the start. */
    private static final String CLASS_PATH = "chaos.class-path";

    private static final String ARCHIVE = "chaos.archive";
    private static final String MUTANTS = "chaos.mutants";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Equal seeds make equal files and the same plan of faults. Default: a new one each time.")
    private @Nullable Long seed;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "5",
            description =
                    "How long faults are injected; start and last checks come on top. Faults of a minute and of all "
                            + "brokers come in runs of at least 10. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--rest",
            paramLabel = "S",
            description =
                    "Let each fault pass, and then S seconds more, before the next one comes: shows what each does by "
                            + "itself. Default: they overlap.")
    private @Nullable Integer rest;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Rows a second to send. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report there as JSON, too.")
    private @Nullable Path json;

    @Option(
            names = "--mutant",
            paramLabel = "NAME",
            description = "Build a fault into Sluice, to see that it is found: the run is to end with exit code 1.")
    private @Nullable String mutant;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, ready to execute; it never ends the process itself. */
    static CommandLine commandLine() {
        return CommandLines.of(new ChaosCommand());
    }

    @Override
    public Integer call() throws Exception {
        if (!(minutes >= 1 && minutes <= 10_000)) {
            throw new ParameterException(spec.commandLine(), "--minutes is to be from 1 to 10000");
        }
        if (rate < 1 || rate > 100_000) {
            throw new ParameterException(spec.commandLine(), "--rate is to be from 1 to 100000");
        }
        if (rest != null && (rest < 1 || rest > 3_600)) {
            throw new ParameterException(spec.commandLine(), "--rest is to be from 1 to 3600");
        }
        Duration apart = rest == null ? null : Duration.ofSeconds(rest);
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
        Duration length = Duration.ofSeconds((long) (minutes * 60));
        PrintWriter err = spec.commandLine().getErr();
        RunOptions options = new RunOptions(chosen, length, apart, rate, jvm(), mutation());
        ChaosReport report = new ChaosRun(options, line -> {
                    err.println("chaos: " + line);
                    err.flush();
                })
                .run();
        new ChaosTable(spec.commandLine().getOut()).write(report);
        if (json != null) {
            Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(json, report);
        }
        return report.exitCode();
    }

    /** The launcher knows the class path of the services; without it they are on this process's own. */
    private Jvm jvm() {
        String classPath = System.getProperty(CLASS_PATH, System.getProperty("java.class.path"));
        String mutants = System.getProperty(MUTANTS);
        boolean added = mutant != null && mutants != null;
        String archive = System.getProperty(ARCHIVE, "");
        return new Jvm(
                added ? classPath + File.pathSeparator + mutants : classPath, archive.isEmpty() ? null : archive);
    }

    private Mutation mutation() {
        if (mutant == null) {
            return Mutation.NONE;
        }
        String mutants = System.getProperty(MUTANTS);
        try {
            return Mutation.named(mutant, mutants == null ? null : Path.of(mutants));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
