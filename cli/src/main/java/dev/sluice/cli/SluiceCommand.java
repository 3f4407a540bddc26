package dev.sluice.cli;

import dev.sluice.cli.ask.FilesCommand;
import dev.sluice.cli.ask.RejectsCommand;
import dev.sluice.cli.ask.ResultsCommand;
import dev.sluice.cli.ask.StatusCommand;
import dev.sluice.cli.ask.WatchCommand;
import dev.sluice.cli.datasets.DatasetsCommand;
import dev.sluice.cli.generate.GenerateCommand;
import dev.sluice.cli.keys.KeysCommand;
import dev.sluice.cli.load.LoadCommand;
import dev.sluice.cli.process.ProcessCommand;
import dev.sluice.cli.topics.TopicsCommand;
import dev.sluice.cli.up.UpCommand;
import dev.sluice.cli.users.UsersCommand;
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
        subcommands = {
            UpCommand.class,
            ProcessCommand.class,
            FilesCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            ResultsCommand.class,
            RejectsCommand.class,
            GenerateCommand.class,
            LoadCommand.class,
            DatasetsCommand.class,
            TopicsCommand.class,
            KeysCommand.class,
            UsersCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class SluiceCommand {
    private static final String[] EXAMPLES = {
        "  sluice process readings.csv     statistics of a file; nothing needs to run",
        "  sluice up                       start Sluice; then in another terminal:",
        "  sluice files                    list the files with their ids",
        "  sluice rejects ID               which rows were rejected, and why",
        "  sluice results ID --csv > f.csv all statistics of a file",
        "  sluice datasets infer FILE      propose a dataset for a file that fits none",
        "  sluice topics                   contents of the topics, and lag of the stages",
        "  source <(sluice generate-completion)   completion, for bash and zsh",
    };

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, ready to execute; it never ends the process itself. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new SluiceCommand());
        // In the annotation, subcommands would inherit it.
        line.getCommandSpec().usageMessage().footerHeading("%nExamples:%n").footer(EXAMPLES);
        return line.setParameterExceptionHandler(new UsageErrorHandler())
                .setExecutionExceptionHandler(new CommandErrorHandler())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }
}
