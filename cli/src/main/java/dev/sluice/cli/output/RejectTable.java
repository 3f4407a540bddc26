package dev.sluice.cli.output;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Formats invalid rows for a terminal: a line for each error. */
public final class RejectTable {
    private static final int WIDEST_ROW = 60;
    private static final int WIDEST_REASON = 100;

    private RejectTable() {}

    /**
     * Formats rejects.
     *
     * @param rejects as in {@code GET /results/{id}/rejects} and in the report of a dry run
     */
    public static TextTable of(Iterable<JsonNode> rejects) {
        TextTable table = new TextTable(List.of("line", "column", "why", "row"), Set.of(1, 2, 3));
        for (JsonNode row : rejects) {
            String line = row.path("line").asString();
            String raw = Printable.cut(row.path("raw").asString(), WIDEST_ROW);
            for (JsonNode error : row.path("errors")) {
                table.add(List.of(
                        line,
                        error.path("field").asString("(row)"),
                        Printable.cut(error.path("message").asString(), WIDEST_REASON),
                        raw));
                // Once per row, however many errors it has.
                line = "";
                raw = "";
            }
        }
        return table;
    }
}
