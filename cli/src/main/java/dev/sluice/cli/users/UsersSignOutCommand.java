package dev.sluice.cli.users;

import dev.sluice.access.file.InvalidFileException;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice users sign-out}. */
@Command(
        name = "sign-out",
        description = "Ends all sessions of a person, at all services that have the file. The password remains valid.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:signed out", "1:there is no such user, or the file can't be read or written", "2:wrong usage"
        })
final class UsersSignOutCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The person's name.")
    private String name = "";

    @Mixin
    private UsersFileOption file = new UsersFileOption();

    @Override
    public Integer call() throws InvalidFileException {
        return file.change(name, user -> user.signedOut(Instant.now()), "is signed out", spec.commandLine());
    }
}
