package dev.sluice.standalone;

import dev.sluice.schemas.message.Json;
import dev.sluice.standalone.readings.Readings;
import dev.sluice.standalone.readings.ReadingsBody;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** {@code sluice generate}. */
@Command(
        name = "generate",
        description =
                "Writes a CSV file of sensor readings, of any size, and what must come of it. Equal options make equal files.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:a file can't be written", "2:wrong usage"})
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Where to write it; what is there is replaced.")
    private Path file = Path.of("");

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many, the header row not counted. Default: ${DEFAULT-VALUE}.")
    private long rows;

    @Option(
            names = "--sensors",
            paramLabel = "S",
            defaultValue = "100",
            description = "How many different ones. Default: ${DEFAULT-VALUE}.")
    private int sensors;

    @Option(
            names = "--invalid",
            paramLabel = "PERCENT",
            defaultValue = "1",
            converter = PercentArgument.class,
            description = "How many of a hundred rows are to be wrong, such as 2%. Default: ${DEFAULT-VALUE}.")
    private double invalidShare;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Of all that varies. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--expected",
            paramLabel = "FILE",
            description =
                    "Write there what Sluice's result must be, as JSON like that of results --json, by whole-number "
                            + "arithmetic that isn't Sluice's.")
    private @Nullable Path expected;

    @Override
    public Integer call() throws UnwritableException {
        require(rows >= 1, "--rows: expected at least 1, found " + rows);
        require(sensors >= 1, "--sensors: expected at least 1, found " + sensors);
        ReadingsBody body = new ReadingsBody(new Readings(seed, rows, sensors, invalidShare));
        write(file, body::transferTo);
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
