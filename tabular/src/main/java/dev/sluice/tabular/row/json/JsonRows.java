package dev.sluice.tabular.row.json;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.Rows;

/** The rows of JSON objects: one object, an array of them, or NDJSON. Malformed text is an invalid row. */
public final class JsonRows implements Rows {
    /** The arrangement of objects in a text. */
    public enum Form {
        /** One object, or an array of objects, in any formatting. */
        DOCUMENT,
        /** One object per line. */
        LINES
    }

    private final Rows rows;

    /**
     * @param text UTF-8, not validated
     * @param firstLine the physical line on which it starts
     */
    public JsonRows(byte[] text, Form form, long firstLine, Dataset dataset) {
        JsonRow row = new JsonRow(dataset);
        JsonText json = new JsonText(text, firstLine);
        rows = form == Form.LINES ? new JsonLines(json, firstLine, row) : new JsonDocument(json, row);
    }

    private JsonRows(Rows rows) {
        this.rows = rows;
    }

    /**
     * The lines of a part of NDJSON.
     *
     * @param firstLine the physical line on which it starts
     */
    public static JsonRows ofLines(byte[] text, long firstLine, Dataset dataset) {
        return new JsonRows(JsonLines.ofPart(new JsonText(text, firstLine), firstLine, false, new JsonRow(dataset)));
    }

    /**
     * Numbered documents, of which each is on one line. Positions in messages are relative to the document.
     *
     * @param first the number of the first document
     */
    public static JsonRows ofDocuments(byte[] text, long first, Dataset dataset) {
        return new JsonRows(JsonLines.ofPart(new JsonText(text, first), first, true, new JsonRow(dataset)));
    }

    @Override
    public boolean next(RowHandler handler) {
        return rows.next(handler);
    }
}
