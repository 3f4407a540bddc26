package dev.sluice.cli.keys;

import dev.sluice.access.file.InvalidFileException;
import dev.sluice.access.key.ApiKey;
import dev.sluice.access.key.Quota;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.TextTable;
import dev.sluice.runtime.http.Right;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice keys list}. */
@Command(
        name = "list",
        description = "Lists the keys, without the keys themselves, which the file doesn't have.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:the file can't be read", "2:wrong usage"})
final class KeysListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private KeysFileOption file = new KeysFileOption();

    @Override
    public Integer call() throws InvalidFileException {
        TextTable table = new TextTable(List.of("name", "rights", "files", "quotas", "created"), Set.of(0, 1, 2, 3, 4));
        for (ApiKey key : file.file().read()) {
            table.add(List.of(
                    key.name(),
                    String.join(",", Right.words(key.rights())),
                    key.allFiles() ? "all" : "own",
                    quotas(key.quota()),
                    key.created().toString()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(table);
        out.flush();
        return ExitCode.OK.code();
    }

    private static String quotas(Quota quota) {
        String all = Stream.of(
                        quota.bytesPerDay() == null ? "" : quota.bytesPerDay() + "B/day",
                        quota.requestsPerSecond() == null ? "" : quota.requestsPerSecond() + "/s",
                        quota.uploads() == null ? "" : quota.uploads() + " uploads")
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }
}
