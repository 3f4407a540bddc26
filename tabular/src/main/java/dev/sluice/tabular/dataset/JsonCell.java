package dev.sluice.tabular.dataset;

import dev.sluice.tabular.text.Blanks;
import java.util.StringJoiner;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A value in JSON, as the text that a {@link Field} makes something of.
 *
 * @param kind what it is
 * @param text a string's text without blanks at its ends, a number as it stands, {@code true} or {@code false}; of several numbers their texts with
 *     commas between them; else how it begins
 */
public record JsonCell(Kind kind, String text) {

    /** What a value in JSON is. */
    public enum Kind {
        NULL("null"),
        STRING("text"),
        NUMBER("a number"),
        BOOLEAN("true or false"),
        /** An array of numbers and nothing else, maybe of none. */
        NUMBERS("an array of numbers"),
        ARRAY("an array with other things in it"),
        OBJECT("an object");

        private final String inWords;

        Kind(String inWords) {
            this.inWords = inWords;
        }

        /** What the values of a field are in our own JSON. */
        public static Kind of(Field field) {
            return switch (field.type()) {
                case "number", "integer", "year" -> NUMBER;
                case "boolean" -> BOOLEAN;
                case "list" -> NUMBERS;
                default -> STRING;
            };
        }

        /** With its article. */
        public String inWords() {
            return inWords;
        }
    }

    /** Reads all of the value whose first token the parser is at. */
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
