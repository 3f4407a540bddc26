package dev.sluice.tabular.row.json;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.Rows;

/** The rows of JSON objects: one object, an array of them, or NDJSON. What can't be read is an invalid row. */
public final class JsonRows implements Rows {
    /** How the objects lie in the text. */
    public enum Form {
        /** One object, or an array of objects, however laid out. */
        DOCUMENT,
        /** One object a line. */
        LINES
    }

    private final Rows rows;

    /**
     * @param text UTF-8, or what should be
     * @param firstLine the physical line it starts on
     */
    public JsonRows(byte[] text, Form form, long firstLine, Dataset dataset) {
        JsonRow row = new JsonRow(dataset);
        JsonText json = new JsonText(text, firstLine);
        rows = form == Form.LINES ? new JsonLines(json, firstLine, row) : new JsonDocument(json, row);
    }

    @Override
    public boolean next(RowHandler handler) {
        return rows.next(handler);
    }
}
