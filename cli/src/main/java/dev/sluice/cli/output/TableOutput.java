package dev.sluice.cli.output;

import dev.sluice.client.Problem;
import dev.sluice.client.RefusedException;
import dev.sluice.client.ResultPages;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.query.FileSummary;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Results for humans, one after the other; refusals go to the error output. */
public final class TableOutput implements ResultOutput {
    /** More would only push the totals off the screen. */
    private static final int SERIES = 50;

    private final PrintWriter out;
    private final PrintWriter complaints;
    private boolean begun;

    public TableOutput(PrintWriter out, PrintWriter complaints) {
        this.out = out;
        this.complaints = complaints;
    }

    @Override
    public void ended(FileSummary file, ResultPages pages)
            throws UnavailableException, RefusedException, InterruptedException {
        String table = ResultTable.of(file, pages.first(SERIES));
        if (begun) {
            out.println();
        }
        begun = true;
        out.print(table);
        out.flush();
    }

    @Override
    public void refused(Path file, Problem problem) {
        complaints.println(file + " was refused: " + problem.inWords());
        complaints.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
