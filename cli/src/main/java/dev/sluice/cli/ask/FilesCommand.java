package dev.sluice.cli.ask;

import dev.sluice.cli.option.ServerOptions;
import dev.sluice.cli.output.ExitCode;
import dev.sluice.cli.output.JsonOutput;
import dev.sluice.cli.output.Printable;
import dev.sluice.cli.output.TextTable;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.page.ResultPages;
import dev.sluice.schemas.query.FileSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code sluice files}. */
@Command(
        name = "files",
        description = "Lists the newest files.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice files",
            "  sluice files --limit 200 --json > files.json",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "2:wrong usage", "4:Sluice is unavailable"})
public final class FilesCommand implements Callable<Integer> {
    private static final int WIDEST_NAME = 40;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "The maximum number, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() throws UnavailableException, RefusedException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode page = server.client().files(limit);
        if (server.json()) {
            out.println(JsonOutput.pretty(page));
        } else {
            out.print(table(page));
            warnOfWhatIsMissing(page);
        }
        out.flush();
        return ExitCode.OK.code();
    }

    private static String table(JsonNode page) {
        TextTable table = new TextTable(
                List.of("id", "file", "status", "rows", "valid", "invalid", "series", "uploaded"), Set.of(0, 1, 2, 7));
        for (JsonNode document : page.path("files")) {
            FileSummary file = ResultPages.summary(document);
            table.add(List.of(
                    file.fileId(),
                    Printable.cut(file.filename() == null ? "" : file.filename(), WIDEST_NAME),
                    file.status().word(),
                    Long.toString(file.totalRows()),
                    Long.toString(file.validRows()),
                    Long.toString(file.invalidRows()),
                    Long.toString(file.series()),
                    file.uploadTime().toString()));
        }
        return page.path("files").isEmpty() ? "no files\n" : table.toString();
    }

    private void warnOfWhatIsMissing(JsonNode page) {
        PrintWriter err = spec.commandLine().getErr();
        for (JsonNode part : page.path("unreachable")) {
            err.println("sluice: the list is incomplete: " + part.asString());
        }
        err.flush();
    }
}
