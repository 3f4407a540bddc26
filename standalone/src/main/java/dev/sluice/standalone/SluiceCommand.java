package dev.sluice.standalone;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line, {@code sluice}. */
@Command(
        name = "sluice",
        description = {
            "From CSV files to exact statistics per file and series, over Kafka.",
            "./sluice bench measures it, ./sluice chaos kills it; both need a checkout.",
        },
        footerHeading = "%nTry:%n",
        footer = {
            "  sluice process readings.csv           statistics of a file, without anything running",
            "  sluice up                             a Sluice that stays; then, in another terminal:",
            "  sluice files                          what there is, with the ids",
            "  sluice rejects ID                     which rows were wrong, and why",
            "  sluice results ID --csv > result.csv  all statistics of a file",
            "  source <(sluice generate-completion)  completion, for bash and zsh",
        },
        subcommands = {
            UpCommand.class,
            ProcessCommand.class,
            FilesCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            ResultsCommand.class,
            RejectsCommand.class,
            AutoComplete.GenerateCompletion.class
        },
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
