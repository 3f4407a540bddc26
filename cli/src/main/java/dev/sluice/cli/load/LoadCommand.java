package dev.sluice.cli.load;

import dev.sluice.cli.option.GeneratedOptions;
import dev.sluice.cli.option.ServerOptions;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice load}. */
@Command(
        name = "load",
        description = {
            "Uploads many generated files concurrently, waits for the end of each, and checks every result.",
            "To clean up afterwards, delete the files load-N.csv.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice load --files 500 --concurrency 50 --rows 50",
            "  sluice load --size medium --errors",
            "  sluice load --rate 20 --threshold 'p99<2s' --threshold 'max<10s'",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all results exact, no threshold missed", "1:otherwise", "2:wrong usage"})
public final class LoadCommand implements Callable<Integer> {
    private static final long DEFAULT_ROWS = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Mixin
    private GeneratedOptions generated = new GeneratedOptions();

    @Option(
            names = "--files",
            paramLabel = "N",
            defaultValue = "100",
            description = "The number of files. Default: ${DEFAULT-VALUE}.")
    private int files;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "10",
            description = "The number of concurrent uploads. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of each file. Default: 1000, unless a size is given.")
    private @Nullable Long rows;

    @Option(names = "--size", paramLabel = "SIZE", description = "small, medium or large: 100, 10000 or 1000000 rows.")
    private @Nullable LoadSize size;

    @Option(
            names = "--errors",
            description = "Make one file of ten faulty: alternately without a valid row, which must "
                    + "fail, and without the required columns, which must be refused.")
    private boolean errors;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait for the end of each file and check its result (the default). With --no-wait, "
                    + "thresholds apply to the uploads.")
    private boolean waits = true;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description =
                    "The number of files to start per second. The time of a late file counts from its scheduled start. "
                            + "Default: the next one starts when one has ended.")
    private @Nullable Double rate;

    @Option(
            names = "--threshold",
            paramLabel = "LIMIT",
            converter = LoadThreshold.Argument.class,
            description = "How long files may take, such as p99<2s or max<500ms; may be given several times.")
    private List<LoadThreshold> thresholds = List.of();

    @Override
    public Integer call() throws InterruptedException {
        require(files >= 1, "--files: expected at least 1, found " + files);
        require(concurrency >= 1 && concurrency <= 1_000, "--concurrency: expected 1 to 1000, found " + concurrency);
        require(rows == null || size == null, "--rows, --size: expected one of them, found both");
        require(rows == null || rows >= 1, "--rows: expected at least 1, found " + rows);
        require(rate == null || rate > 0, "--rate: expected more than 0, found " + rate);
        LoadPlan plan = new LoadPlan(
                files,
                concurrency,
                generated.dataset(),
                rowsOfEach(),
                generated.invalidShare(),
                errors,
                waits,
                rate,
                generated.seed());
        PrintWriter err = spec.commandLine().getErr();
        LoadReport report = new LoadRun(plan, server.client(), err).run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(server.json() ? JsonOutput.pretty(report.document()) + "\n" : report.text());
        out.flush();
        List<String> missed = report.missed(thresholds);
        missed.forEach(each -> err.println("sluice: " + each));
        err.flush();
        return (report.isExact() && missed.isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private long rowsOfEach() {
        if (size != null) {
            return size.rows();
        }
        return rows == null ? DEFAULT_ROWS : rows;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
