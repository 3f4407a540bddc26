package dev.sluice.cli.output;

import dev.sluice.client.Problem;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.page.ResultPages;
import dev.sluice.schemas.query.FileSummary;
import java.io.PrintWriter;
import tools.jackson.databind.JsonNode;

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
        print(ResultTable.of(file, pages.first(SERIES)));
    }

    @Override
    public void tried(JsonNode report, String advice) {
        print(DryRunTable.of(report) + (advice.isEmpty() ? "" : "\n" + advice));
    }

    @Override
    public void refused(String file, Problem problem) {
        complaints.println(file + " was refused: " + problem.inWords());
        complaints.flush();
    }

    @Override
    public void advise(String advice) {
        complaints.print(advice);
        complaints.flush();
    }

    @Override
    public void close() {
        out.flush();
    }

    private void print(String text) {
        if (begun) {
            out.println();
        }
        begun = true;
        out.print(text);
        out.flush();
    }
}
