package dev.sluice.tabular.row.json;

import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.ValidationErrors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The rows of NDJSON: one object per line. Blank lines are skipped. A malformed line affects no other. The lines may also
 * be documents that were elsewhere in their file, and are numbered.
 */
final class JsonLines implements Rows {
    private final JsonText text;
    private final JsonRow row;
    private final long firstLine;
    private final boolean documents;
    private int next;
    private long nextLine;
    private boolean found;

    /** A whole text, which must have a row. */
    JsonLines(JsonText text, long firstLine, JsonRow row) {
        this(text, firstLine, false, false, row);
    }

    private JsonLines(JsonText text, long firstLine, boolean documents, boolean found, JsonRow row) {
        this.text = text;
        this.documents = documents;
        this.found = found;
        this.row = row;
        this.firstLine = firstLine;
        next = text.start();
        nextLine = firstLine;
    }

    /**
     * A part of a text, which may be blank.
     *
     * @param documents whether the lines are numbered documents
     */
    static JsonLines ofPart(JsonText text, long firstLine, boolean documents, JsonRow row) {
        return new JsonLines(text, firstLine, documents, true, row);
    }

    @Override
    public boolean next(RowHandler handler) {
        byte[] bytes = text.bytes();
        while (next < bytes.length) {
            int from = next;
            int to = Lines.end(bytes, from);
            next = Lines.next(bytes, to);
            long line = nextLine++;
            if (!Lines.isBlank(bytes, from, to)) {
                found = true;
                read(from, to, line, handler);
                return true;
            }
        }
        if (found) {
            return false;
        }
        found = true;
        handler.invalid(firstLine, text.raw(text.start(), text.end()), ValidationErrors.of(RejectReasons.noJson()));
        return true;
    }

    private void read(int from, int to, long line, RowHandler handler) {
        ValidationErrors errors =
                text.isUtf8(from, to) ? errors(from, to, line) : ValidationErrors.of(RejectReasons.notUtf8());
        if (errors.isEmpty()) {
            row.passOn(line, handler);
        } else {
            handler.invalid(line, text.raw(from, to), errors);
        }
    }

    private ValidationErrors errors(int from, int to, long line) {
        try (JsonParser json = text.parser(from, to)) {
            json.nextToken();
            ValidationErrors errors = row.read(json);
            return json.nextToken() == null
                    ? errors
                    : ValidationErrors.of(RejectReasons.notJson(
                            "expected one JSON object" + (documents ? "" : " on the line") + ", found more after it"));
        } catch (JacksonException e) {
            return ValidationErrors.of(documents ? text.brokenDocument(e, from, line) : text.broken(e, from, line));
        }
    }
}
