package dev.sluice.cli.users;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice users}. */
@Command(
        name = "users",
        description = {
            "Adds, lists and removes the people who sign in on the page, in a file that the services read "
                    + "(sluice.access.users-file).",
            "A running service notices a change within a second of its next request.",
        },
        subcommands = {
            UsersCreateCommand.class,
            UsersListCommand.class,
            UsersPasswordCommand.class,
            UsersSignOutCommand.class,
            UsersRemoveCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice users create eva --rights read,write",
            "  sluice users list",
            "  sluice users password eva",
            "  sluice users remove eva",
        })
public final class UsersCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected create, list, password, sign-out or remove");
    }
}
