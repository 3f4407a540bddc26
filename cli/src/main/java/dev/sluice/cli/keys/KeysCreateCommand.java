package dev.sluice.cli.keys;

import dev.sluice.access.file.ClientName;
import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeySecret;
import dev.sluice.access.key.KeysDocument;
import dev.sluice.access.key.KeysFile;
import dev.sluice.access.key.Quota;
import dev.sluice.cli.option.AccessFiles;
import dev.sluice.cli.option.Grant;
import dev.sluice.cli.output.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice keys create}. */
@Command(
        name = "create",
        description = {
            "Makes a key and prints it, once: the file has only its SHA-256.",
            "A client may have several keys of one name, so that it can change to a new one before the old is revoked.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice keys create lab --rights read,write",
            "  sluice keys create upload-only --rights write --quota 10GB/day --requests 50/s --uploads 4",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:made", "1:the file can't be read or written", "2:wrong usage"})
final class KeysCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The client's name: " + ClientName.IN_WORDS + ".")
    private String name = "";

    @Mixin
    private Grant grant = new Grant();

    @Option(
            names = "--quota",
            paramLabel = "SIZE/day",
            converter = QuotaArguments.BytesPerDay.class,
            description = "Bytes of uploads a day, such as 10GB/day. Default: no limit.")
    private @Nullable Long bytesPerDay;

    @Option(
            names = "--requests",
            paramLabel = "N/s",
            converter = QuotaArguments.RequestsPerSecond.class,
            description = "Requests a second, such as 50/s. Default: no limit.")
    private @Nullable Integer requestsPerSecond;

    @Option(names = "--uploads", paramLabel = "N", description = "Uploads in progress. Default: no limit.")
    private @Nullable Integer uploads;

    @Mixin
    private KeysFileOption file = new KeysFileOption();

    @Override
    public Integer call() throws InvalidFileException {
        String secret = KeySecret.generate();
        ApiKey key = key(secret);
        KeysFile target = file.file();
        List<ApiKey> keys = new ArrayList<>(Files.exists(target.path()) ? target.read() : List.of());
        if (keys.size() == KeysDocument.MAX_KEYS) {
            throw usage("expected at most " + KeysDocument.MAX_KEYS + " keys in " + target.path());
        }
        keys.add(key);
        PrintWriter err = spec.commandLine().getErr();
        if (!AccessFiles.write(target, keys, err)) {
            return ExitCode.FAILED.code();
        }
        err.println(
                "sluice: the key of " + name + " is in " + target.path() + "; this is the only time that it is shown");
        err.flush();
        PrintWriter out = spec.commandLine().getOut();
        out.println(secret);
        out.flush();
        return ExitCode.OK.code();
    }

    private ApiKey key(String secret) {
        try {
            return new ApiKey(
                    name,
                    KeySecret.sha256Hex(secret),
                    grant.rights(),
                    grant.allFiles(),
                    new Quota(uploads, requestsPerSecond, bytesPerDay),
                    Instant.now().truncatedTo(ChronoUnit.SECONDS));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String fault) {
        return new ParameterException(spec.commandLine(), fault);
    }
}
