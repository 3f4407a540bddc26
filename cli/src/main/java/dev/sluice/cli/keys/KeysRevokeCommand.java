package dev.sluice.cli.keys;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.KeysFile;
import dev.sluice.cli.option.AccessFiles;
import dev.sluice.cli.output.ExitCode;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

/** {@code sluice keys revoke}. */
@Command(
        name = "revoke",
        description = "Revokes all keys of a client, or one of them. Requests in progress go on to their end.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice keys revoke lab",
            "  sluice keys revoke lab --created 2026-12-01T08:00:00Z",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:revoked", "1:there is no such key, or the file can't be read or written", "2:wrong usage"})
final class KeysRevokeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The client's name.")
    private String name = "";

    @Option(
            names = "--created",
            paramLabel = "TIME",
            description = "Only the keys made at this time, as sluice keys list shows it.")
    private @Nullable String created;

    @Mixin
    private KeysFileOption file = new KeysFileOption();

    @Override
    public Integer call() throws InvalidFileException {
        KeysFile target = file.file();
        Instant time = time();
        List<ApiKey> keys = target.read();
        List<ApiKey> left = keys.stream().filter(key -> !isMeant(key, time)).toList();
        PrintWriter err = spec.commandLine().getErr();
        int revoked = keys.size() - left.size();
        if (revoked == 0) {
            err.println("sluice: " + target.path() + " has no such key");
            err.flush();
            return ExitCode.FAILED.code();
        }
        if (!AccessFiles.write(target, left, err)) {
            return ExitCode.FAILED.code();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(revoked + " of " + name + " revoked, " + left.size() + " keys left");
        out.flush();
        return ExitCode.OK.code();
    }

    private @Nullable Instant time() {
        try {
            return created == null ? null : Instant.parse(created);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "--created: expected a time such as 2026-12-01T08:00:00Z, found " + created);
        }
    }

    private boolean isMeant(ApiKey key, @Nullable Instant time) {
        return key.name().equals(name) && (time == null || key.created().equals(time));
    }
}
