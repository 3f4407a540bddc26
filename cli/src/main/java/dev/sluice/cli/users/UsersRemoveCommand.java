package dev.sluice.cli.users;

import dev.sluice.access.file.InvalidFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice users remove}. */
@Command(
        name = "remove",
        description = "Removes a person. All sessions of the person end at once.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:removed", "1:there is no such user, or the file can't be read or written", "2:wrong usage"})
final class UsersRemoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The person's name.")
    private String name = "";

    @Mixin
    private UsersFileOption file = new UsersFileOption();

    @Override
    public Integer call() throws InvalidFileException {
        return file.change(name, user -> null, "is removed", spec.commandLine());
    }
}
