package dev.sluice.cli.generate;

import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.generator.GeneratedBody;
import dev.sluice.cli.option.GeneratedOptions;
import dev.sluice.cli.option.SizeArgument;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.UnwritableException;
import dev.sluice.cli.progress.ProgressBar;
import dev.sluice.schemas.message.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** {@code sluice generate}. */
@Command(
        name = "generate",
        description = "Writes a CSV file of any size, and its expected result. Equal options make equal files.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice generate --rows 1000000 --invalid 2%% demo.csv",
            "  sluice generate --size 1GB --sensors 5000 large.csv",
            "  sluice generate --dataset song-plays --expected expected.json plays.csv",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:a file can't be written", "2:wrong usage"})
public final class GenerateCommand implements Callable<Integer> {
    private static final long DEFAULT_ROWS = 10_000;
    private static final long BETWEEN_WORDS = 5_000_000_000L;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GeneratedOptions generated = new GeneratedOptions();

    @Parameters(paramLabel = "FILE", description = "The file to write; an existing one is replaced.")
    private Path file = Path.of("");

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "The number of rows, without the header row. Default: 10000, unless a size is given.")
    private @Nullable Long rows;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            converter = SizeArgument.class,
            description = "The size of the file, rounded up to a whole row: 200kB, 1GB, 1GiB.")
    private @Nullable Long size;

    @Option(
            names = {"--sensors", "--series"},
            paramLabel = "S",
            defaultValue = "100",
            description = "The number of series; each measurement is one. Default: ${DEFAULT-VALUE}.")
    private int series;

    @Option(
            names = "--expected",
            paramLabel = "FILE",
            description =
                    "Write the expected result to this file, as JSON like that of results --json, computed by integer "
                            + "arithmetic, independently of Sluice.")
    private @Nullable Path expected;

    @Override
    public Integer call() throws UnwritableException {
        require(rows == null || size == null, "--rows, --size: expected one of them, found both");
        require(rows == null || rows >= 1, "--rows: expected at least 1, found " + rows);
        require(size == null || size >= 1, "--size: expected at least 1 byte, found " + size);
        require(series >= 1, "--sensors: expected at least 1, found " + series);
        GeneratedBody body = generated.dataset().body(recipe());
        write(file, out -> copy(body, out));
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                Locale.ROOT,
                "wrote %,d rows, %s, to %s%n",
                body.expected().rows(),
                ProgressBar.size(file.toFile().length()),
                file);
        err.flush();
        if (expected != null) {
            write(expected, out -> {
                try (JsonGenerator json =
                        Json.MAPPER.writerWithDefaultPrettyPrinter().createGenerator(out)) {
                    body.expected().writeTo(json);
                }
            });
        }
        return ExitCode.OK.code();
    }

    private FileRecipe recipe() {
        return size == null
                ? new FileRecipe(generated.seed(), rows == null ? DEFAULT_ROWS : rows, series, generated.invalidShare())
                : FileRecipe.ofSize(generated.seed(), size, series, generated.invalidShare());
    }

    /** Reports progress at intervals. */
    private void copy(GeneratedBody body, OutputStream out) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        byte[] buffer = new byte[1 << 16];
        long written = 0;
        long printedAt = System.nanoTime();
        for (int length = body.read(buffer); length >= 0; length = body.read(buffer)) {
            out.write(buffer, 0, length);
            written += length;
            if (System.nanoTime() - printedAt > BETWEEN_WORDS) {
                printedAt = System.nanoTime();
                err.println("generate: " + ProgressBar.size(written) + " so far");
                err.flush();
            }
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Path file, Content content) throws UnwritableException {
        try (OutputStream out = Files.newOutputStream(file)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UnwritableException(file, e);
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
