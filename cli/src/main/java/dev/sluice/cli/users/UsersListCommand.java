package dev.sluice.cli.users;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.user.User;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.TextTable;
import dev.sluice.runtime.http.Right;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice users list}. */
@Command(
        name = "list",
        description = "Lists the people, without their passwords.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:the file can't be read", "2:wrong usage"})
final class UsersListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private UsersFileOption file = new UsersFileOption();

    @Override
    public Integer call() throws InvalidFileException {
        TextTable table =
                new TextTable(List.of("name", "rights", "files", "created", "changed"), Set.of(0, 1, 2, 3, 4));
        for (User user : file.file().read()) {
            table.add(List.of(
                    user.name(),
                    String.join(",", Right.words(user.rights())),
                    user.allFiles() ? "all" : "own",
                    user.created().toString(),
                    user.changed().toString()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(table);
        out.flush();
        return ExitCode.OK.code();
    }
}
