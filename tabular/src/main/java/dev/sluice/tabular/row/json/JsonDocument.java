package dev.sluice.tabular.row.json;

import dev.sluice.tabular.row.RejectReasons;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.ValidationErrors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * The row of one JSON object, or the rows of an array of objects, numbered from 1. On a syntax error the rows before it
 * stand, and the whole rest is one invalid row, as the intended number of rows is unknown.
 */
final class JsonDocument implements Rows {
    private enum Place {
        START,
        IN_ARRAY,
        BEHIND,
        END
    }

    private final JsonText text;
    private final JsonRow row;
    private final JsonParser json;
    private Place place = Place.START;
    private long number = 1;
    /** Where the current object begins, or where the previous one ended. */
    private int mark;

    JsonDocument(JsonText text, JsonRow row) {
        this.text = text;
        this.row = row;
        json = text.parser(text.start(), text.end());
        mark = text.start();
    }

    @Override
    public boolean next(RowHandler handler) {
        try {
            return switch (place) {
                case START -> begin(handler);
                case IN_ARRAY -> inArray(json.nextToken(), handler);
                case BEHIND -> behind(json.nextToken(), handler);
                case END -> false;
            };
        } catch (JacksonException e) {
            rest(text.broken(e, text.start()), handler);
            return true;
        }
    }

    private boolean begin(RowHandler handler) {
        JsonToken first = json.nextToken();
        if (first == null) {
            rest(RejectReasons.noJson(), handler);
            return true;
        }
        if (first == JsonToken.START_ARRAY) {
            place = Place.IN_ARRAY;
            return inArray(json.nextToken(), handler);
        }
        place = Place.BEHIND;
        element(handler);
        return true;
    }

    private boolean inArray(JsonToken token, RowHandler handler) {
        if (token == JsonToken.END_ARRAY) {
            place = Place.BEHIND;
            mark = index(json.currentLocation());
            return behind(json.nextToken(), handler);
        }
        element(handler);
        return true;
    }

    private boolean behind(@Nullable JsonToken token, RowHandler handler) {
        if (token == null) {
            place = Place.END;
            json.close();
            return false;
        }
        rest(RejectReasons.notJson("expected one JSON object or one array of them, found more after it"), handler);
        return true;
    }

    private void element(RowHandler handler) {
        int from = index(json.currentTokenLocation());
        mark = from;
        ValidationErrors errors = row.read(json);
        mark = index(json.currentLocation());
        long line = number++;
        if (!text.isUtf8(from, mark)) {
            handler.invalid(line, text.raw(from, mark), ValidationErrors.of(RejectReasons.notUtf8()));
        } else if (!errors.isEmpty()) {
            handler.invalid(line, text.raw(from, mark), errors);
        } else {
            row.passOn(line, handler);
        }
    }

    private void rest(RowError error, RowHandler handler) {
        place = Place.END;
        json.close();
        int to = text.end();
        RowError shown = text.isUtf8(mark, to) ? error : RejectReasons.notUtf8();
        handler.invalid(number, text.raw(mark, to), ValidationErrors.of(shown));
    }

    private int index(TokenStreamLocation location) {
        return text.start() + (int) location.getByteOffset();
    }
}
