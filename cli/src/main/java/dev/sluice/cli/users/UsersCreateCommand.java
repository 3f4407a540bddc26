package dev.sluice.cli.users;

import dev.sluice.access.file.ClientName;
import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.user.Passwords;
import dev.sluice.access.user.User;
import dev.sluice.access.user.UsersDocument;
import dev.sluice.access.user.UsersFile;
import dev.sluice.cli.option.AccessFiles;
import dev.sluice.cli.option.Grant;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.runtime.http.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice users create}. */
@Command(
        name = "create",
        description = {
            "Adds a person. The password is asked for on the terminal; otherwise it is the first line of the standard "
                    + "input.",
            "The file has a bcrypt hash of it.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice users create eva --rights read,write",
            "  sluice users create eva --rights read,write < password.txt",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:added", "1:the file can't be read or written", "2:wrong usage"})
final class UsersCreateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The person's name: " + ClientName.IN_WORDS + ".")
    private String name = "";

    @Mixin
    private Grant grant = new Grant();

    @Mixin
    private UsersFileOption file = new UsersFileOption();

    @Override
    public Integer call() throws InvalidFileException, IOException {
        Set<Right> all = grant.rights();
        require();
        UsersFile target = file.file();
        List<User> users = new ArrayList<>(Files.exists(target.path()) ? target.read() : List.of());
        if (users.stream().anyMatch(user -> user.name().equals(name))) {
            throw usage(target.path() + " has a user " + name + " already; sluice users password changes the password");
        }
        if (users.size() == UsersDocument.MAX_USERS) {
            throw usage("expected at most " + UsersDocument.MAX_USERS + " users in " + target.path());
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String password = PasswordInput.ask(name, spec.commandLine());
        users.add(new User(name, Passwords.hash(password), all, grant.allFiles(), now, now));
        if (!AccessFiles.write(target, users, spec.commandLine().getErr())) {
            return ExitCode.FAILED.code();
        }
        spec.commandLine()
                .getOut()
                .println(name + " may sign in; " + target.path() + " has " + users.size() + " users");
        spec.commandLine().getOut().flush();
        return ExitCode.OK.code();
    }

    /** Before the password is asked for. */
    private void require() {
        try {
            ClientName.require(name);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String fault) {
        return new ParameterException(spec.commandLine(), fault);
    }
}
