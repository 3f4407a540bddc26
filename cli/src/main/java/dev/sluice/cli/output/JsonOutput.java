package dev.sluice.cli.output;

import dev.sluice.client.Problem;
import dev.sluice.client.RefusedException;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.page.ResultPages;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileSummary;
import java.io.PrintWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Results for programs: for one file an object, for several an array in their order; a refused file is represented by
 * its problem.
 */
public final class JsonOutput implements ResultOutput {
    private final PrintWriter out;
    private final PrintWriter complaints;
    private final boolean several;
    private final JsonGenerator json;

    public JsonOutput(PrintWriter out, PrintWriter complaints, boolean several) {
        this.out = out;
        this.complaints = complaints;
        this.several = several;
        this.json = Json.MAPPER.writerWithDefaultPrettyPrinter().createGenerator(out);
        if (several) {
            json.writeStartArray();
        }
    }

    /** A document in the format of all commands. */
    public static String pretty(Object document) {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    @Override
    public void ended(FileSummary file, ResultPages pages)
            throws UnavailableException, RefusedException, InterruptedException {
        pages.writeTo(json);
    }

    @Override
    public void tried(JsonNode report, String advice) {
        json.writeTree(report);
    }

    @Override
    public void refused(String file, Problem problem) {
        complaints.println(file + " was refused: " + problem.inWords());
        complaints.flush();
        json.writeTree(problem.document());
    }

    @Override
    public void advise(String advice) {
        complaints.print(advice);
        complaints.flush();
    }

    @Override
    public void close() {
        if (several) {
            json.writeEndArray();
        }
        json.flush();
        out.println();
        out.flush();
    }
}
