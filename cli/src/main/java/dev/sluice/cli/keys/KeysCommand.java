package dev.sluice.cli.keys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice keys}. */
@Command(
        name = "keys",
        description = {
            "Makes, lists and revokes the keys of clients, in a file that the services read (sluice.access.keys-file).",
            "A running service notices a change within a second of its next request.",
        },
        subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysRevokeCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice keys create lab --rights read,write",
            "  sluice keys list",
            "  sluice keys revoke lab",
        })
public final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected create, list or revoke");
    }
}
