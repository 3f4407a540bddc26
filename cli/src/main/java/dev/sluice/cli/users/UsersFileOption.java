package dev.sluice.cli.users;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.user.User;
import dev.sluice.access.user.UsersFile;
import dev.sluice.cli.option.AccessFiles;
import dev.sluice.cli.output.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The users file of a command. */
final class UsersFileOption {
    @Option(
            names = "--file",
            paramLabel = "FILE",
            defaultValue = "users.json",
            description = "The users file. Default: ${DEFAULT-VALUE}.")
    private Path path = Path.of("users.json");

    UsersFile file() {
        return new UsersFile(path);
    }

    /**
     * Changes the user of that name in the file.
     *
     * @param change returns null to remove the user
     * @param done what is printed, behind the name
     */
    int change(String name, UnaryOperator<@Nullable User> change, String done, CommandLine command)
            throws InvalidFileException {
        List<User> all = new ArrayList<>();
        boolean found = false;
        for (User user : file().read()) {
            User changed = user.name().equals(name) ? change.apply(user) : user;
            found |= user.name().equals(name);
            if (changed != null) {
                all.add(changed);
            }
        }
        PrintWriter err = command.getErr();
        if (!found) {
            err.println("sluice: " + path + " has no such user");
            err.flush();
            return ExitCode.FAILED.code();
        }
        if (!AccessFiles.write(file(), all, err)) {
            return ExitCode.FAILED.code();
        }
        command.getOut().println(name + " " + done);
        command.getOut().flush();
        return ExitCode.OK.code();
    }
}
