package dev.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the tools beside the command line have in common with it: {@code bench}, {@code chaos} and {@code fuzz}. */
public final class CommandLines {
    private CommandLines() {}

    /** The command line of a command, ready to execute; it never ends the process itself. */
    public static CommandLine of(Object command) {
        CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build());
        return line;
    }
}
