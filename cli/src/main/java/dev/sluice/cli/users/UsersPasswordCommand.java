package dev.sluice.cli.users;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.user.Passwords;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice users password}. */
@Command(
        name = "password",
        description =
                "Gives a person another password, asked for as by sluice users create. All sessions of the person end.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:changed", "1:there is no such user, or the file can't be read or written", "2:wrong usage"})
final class UsersPasswordCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The person's name.")
    private String name = "";

    @Mixin
    private UsersFileOption file = new UsersFileOption();

    @Override
    public Integer call() throws InvalidFileException, IOException {
        String hash = Passwords.hash(PasswordInput.ask(name, spec.commandLine()));
        return file.change(
                name,
                user -> user.withPassword(hash, Instant.now().truncatedTo(ChronoUnit.SECONDS)),
                "has another password",
                spec.commandLine());
    }
}
