package dev.sluice.benchmarks.pipeline;

import dev.sluice.benchmarks.pipeline.report.Report;
import dev.sluice.benchmarks.pipeline.report.ReportJson;
import dev.sluice.benchmarks.pipeline.report.ReportTable;
import dev.sluice.cli.CommandLines;
import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.generator.WrongResultException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code sluice bench}: measures Sluice on this machine, compared with the log below it. */
@Command(
        name = "sluice bench",
        description = "Measures Sluice on this machine, beside what its log alone can do, and checks every result.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice bench --quick",
            "  sluice bench --rows 10000000 --sensors 5000 --json figures.json",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, and every result was exact, whether or not a figure is reached",
            "1:a result was wrong, or the run broke off",
            "2:wrong usage",
        },
        usageHelpAutoWidth = true)
public final class BenchCommand implements Callable<Integer> {
    /** Not under {@code sluice.}: an unknown setting prevents the start. */
    private static final String LAUNCHER = "bench.launcher";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "Rows of the large file, valid and invalid. Default: ${DEFAULT-VALUE}.")
    private long rows;

    @Option(
            names = "--sensors",
            paramLabel = "N",
            defaultValue = "100",
            description = "Different sensors in it. Default: ${DEFAULT-VALUE}.")
    private int sensors;

    @Option(
            names = "--invalid",
            paramLabel = "PERCENT",
            defaultValue = "1",
            description = "Of its rows. Default: ${DEFAULT-VALUE}.")
    private double invalid;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Equal seeds make equal files. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--quick", description = "At most a million rows and fewer repetitions: under three minutes.")
    private boolean quick;

    @Option(
            names = "--memory",
            description = "Also compare the memory that files of 1 GiB and 4 GiB take: many minutes, and many GiB of "
                    + "temporary disk.")
    private boolean memory;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON, too.")
    private @Nullable Path json;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, ready to execute; it never ends the process itself. */
    static CommandLine commandLine() {
        return CommandLines.of(new BenchCommand()).setExecutionExceptionHandler(BenchCommand::complain);
    }

    @Override
    public Integer call() throws Exception {
        requireWithin("--rows", (double) rows, 1, 1_000_000_000);
        requireWithin("--sensors", sensors, 1, 10_000_000);
        requireWithin("--invalid", invalid, 0, 99);
        PrintWriter err = spec.commandLine().getErr();
        FileRecipe readings = new FileRecipe(seed, rows, sensors, invalid / 100);
        Plan plan = quick ? Plan.quick(readings) : Plan.full(readings);
        Report report = new PipelineBenchmark(memory ? plan.withMemory() : plan, List.of(launcher()), line -> {
                    err.println("bench: " + line);
                    err.flush();
                })
                .run();
        new ReportTable(spec.commandLine().getOut()).write(report);
        if (json != null) {
            ReportJson.write(report, json);
        }
        return 0;
    }

    /** A wrong result gets a message; any other exception is unexpected, and its stack trace is printed. */
    private static int complain(Exception e, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (e instanceof WrongResultException) {
            err.println("bench: " + e.getMessage());
        } else {
            e.printStackTrace(err);
        }
        err.flush();
        return 1;
    }

    /** The script that runs all commands, including this one: {@code ./sluice up} is measured as users start it. */
    private String launcher() {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            throw new ParameterException(spec.commandLine(), "it is to be started as ./sluice bench");
        }
        return launcher;
    }

    private void requireWithin(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(), option + " is to be from " + (long) least + " to " + (long) most);
        }
    }
}
