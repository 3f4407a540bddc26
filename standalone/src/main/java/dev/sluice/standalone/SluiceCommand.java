package dev.sluice.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line, {@code sluice}. */
@Command(
        name = "sluice",
        description = {
            "From CSV files to exact statistics per file and series, over Kafka.",
            "./sluice bench, in a checkout, measures it: see ./sluice bench --help.",
        },
        subcommands = {UpCommand.class, ProcessCommand.class},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class SluiceCommand {
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, ready to execute; it never ends the process itself. */
    static CommandLine commandLine() {
        return new CommandLine(new SluiceCommand())
                .setParameterExceptionHandler(new WrongUsage())
                .setExecutionExceptionHandler(new Complaints())
                .setUsageHelpAutoWidth(true);
    }
}
