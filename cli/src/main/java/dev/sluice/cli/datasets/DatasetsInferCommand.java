package dev.sluice.cli.datasets;

import dev.sluice.cli.option.SizeArgument;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.process.InputFiles;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.infer.DatasetInference;
import dev.sluice.tabular.infer.NoProposalException;
import dev.sluice.tabular.infer.Proposal;
import dev.sluice.tabular.infer.SampleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice datasets infer}. */
@Command(
        name = "infer",
        description = {
            "Proposes a dataset document for a CSV file, from its first rows. The",
            "document goes to stdout; why it is so, and how many of the rows are valid",
            "with it, to stderr. No Sluice needs to run.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice datasets infer readings.csv > datasets/readings.json",
            "  unzip -p energy.zip | sluice datasets infer --name energy - > energy.json",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proposed",
            "1:no dataset fits: empty, no text, or no column of numbers",
            "2:wrong usage, a file that can't be read included",
        })
public final class DatasetsInferCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final int MAX_ROWS = 1_000_000;
    private static final int MAX_BYTES = 64 * 1024 * 1024;
    private static final String NAME = "(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "CSV, plain or compressed with gzip; - is standard input.")
    private String file = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The dataset's name, in kebab-case. Default: from the file's name.")
    private @Nullable String name;

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "" + DatasetInference.DEFAULT_ROWS,
            description = "The maximum number of rows that are looked at. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--bytes",
            paramLabel = "SIZE",
            defaultValue = "8MiB",
            converter = SizeArgument.class,
            description = "The maximum that is read of the file, decompressed. Default: ${DEFAULT-VALUE}.")
    private long bytes;

    @Option(
            names = "--charset",
            paramLabel = "CHARSET",
            description = "The encoding, where it is neither UTF-8 nor UTF-16. Default: guessed.")
    private @Nullable Charset charset;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR|tab",
            description = "The character between cells. Default: detected.")
    private @Nullable String delimiter;

    @Option(names = "--skip", paramLabel = "N", description = "The lines before the header row, or the first row.")
    private @Nullable String skip;

    @Option(
            names = "--comment",
            paramLabel = "CHAR",
            description = "Lines that begin with this character are skipped: --comment '#'.")
    private @Nullable String comment;

    @Override
    public Integer call() throws IOException, NoProposalException {
        check(rows >= 1 && rows <= MAX_ROWS, "--rows: expected 1 to " + MAX_ROWS + ", found " + rows);
        check(bytes >= 1 && bytes <= MAX_BYTES, "--bytes: expected 1 byte to 64MiB, found " + bytes);
        String dataset = name();
        Proposal proposal = DatasetInference.propose(text(), dataset, rows, asked());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        out.print(proposal.dataset().document());
        out.flush();
        err.print(InferenceReport.of(proposal));
        err.flush();
        return ExitCode.OK.code();
    }

    private String name() {
        if (name == null) {
            Path last = file.equals(STANDARD_INPUT) ? null : Path.of(file).getFileName();
            return DatasetInference.nameOf(last == null ? "" : last.toString());
        }
        check(
                name.matches(NAME),
                "--name: expected 1 to 64 characters in kebab-case, such as song-plays, found " + name);
        check(
                Datasets.shipped().find(name).isEmpty(),
                "--name: expected another name than " + name + ", which is that of a dataset that Sluice ships with");
        return name;
    }

    private ReadOptions asked() {
        Map<String, String> options = new HashMap<>();
        put(options, "delimiter", delimiter);
        put(options, "skip", skip);
        put(options, "comment", comment);
        try {
            return ReadOptions.of(options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    private SampleText text() throws IOException, NoProposalException {
        if (file.equals(STANDARD_INPUT)) {
            return SampleText.read(System.in, (int) bytes, charset);
        }
        Path path = Path.of(file);
        InputFiles.fault(path).ifPresent(fault -> check(false, fault));
        try (InputStream in = Files.newInputStream(path)) {
            return SampleText.read(in, (int) bytes, charset);
        }
    }

    private void check(boolean fits, String fault) {
        if (!fits) {
            throw new ParameterException(spec.commandLine(), fault);
        }
    }
}
