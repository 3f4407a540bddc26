package dev.sluice.tabular.dataset;

import dev.sluice.tabular.text.Blanks;
import java.util.StringJoiner;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A JSON value as text that a {@link Field} can parse.
 *
 * @param kind the kind of value
 * @param text a trimmed string, a number as written, {@code true} or {@code false}; the texts of several numbers,
 *     separated by commas; otherwise the beginning of the value
 */
public record JsonCell(Kind kind, String text) {

    /** The kind of a JSON value. */
    public enum Kind {
        NULL("null"),
        STRING("text"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        /** An array of numbers only, possibly empty. */
        NUMBERS("an array of numbers"),
        ARRAY("an array with other values"),
        OBJECT("an object");

        private final String inWords;

        Kind(String inWords) {
            this.inWords = inWords;
        }

        /** The kind of a field's values in Sluice's own JSON. */
        public static Kind of(Field field) {
            return switch (field.type()) {
                case "number", "integer", "year" -> NUMBER;
                case "boolean" -> BOOLEAN;
                case "list" -> NUMBERS;
                default -> STRING;
            };
        }

        /** With its article, for messages. */
        public String inWords() {
            return inWords;
        }
    }

    /** Reads the value whose first token is the parser's current one. */
    public static JsonCell read(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_NULL -> new JsonCell(Kind.NULL, "null");
            case VALUE_STRING -> new JsonCell(Kind.STRING, Blanks.strip(json.getString()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonCell(Kind.NUMBER, json.getString());
            case VALUE_TRUE, VALUE_FALSE -> new JsonCell(Kind.BOOLEAN, json.getString());
            case START_ARRAY -> array(json);
            default -> {
                json.skipChildren();
                yield new JsonCell(Kind.OBJECT, "{");
            }
        };
    }

    private static JsonCell array(JsonParser json) {
        StringJoiner numbers = new StringJoiner(",");
        boolean onlyNumbers = true;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token.isNumeric()) {
                numbers.add(json.getString());
            } else {
                onlyNumbers = false;
                json.skipChildren();
            }
        }
        return onlyNumbers ? new JsonCell(Kind.NUMBERS, numbers.toString()) : new JsonCell(Kind.ARRAY, "[");
    }
}
