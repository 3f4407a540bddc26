package dev.sluice.access.file;

import dev.sluice.runtime.http.Right;
import dev.sluice.schemas.message.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON document of access control. Strictly: a misspelled property could otherwise widen what an entry allows.
 */
public final class StrictReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;

    private StrictReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads what begins at the current token. */
    @FunctionalInterface
    public interface Part<T> {
        T read(StrictReader reader) throws InvalidFileException;
    }

    /** Takes the value of a property, which the current token begins. */
    @FunctionalInterface
    public interface Property {
        /** Returns whether the property is known. */
        boolean take(String name) throws InvalidFileException;
    }

    /**
     * Reads a document as a whole.
     *
     * @throws InvalidFileException with the line of the first fault
     */
    public static <T> T read(byte[] json, Part<T> document) throws InvalidFileException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            StrictReader reader = new StrictReader(parser);
            parser.nextToken();
            T read = document.read(reader);
            reader.require(parser.nextToken() == null, "expected nothing after the object");
            return read;
        } catch (JacksonException e) {
            // Its own message may quote the text.
            TokenStreamLocation location = e.getLocation();
            throw new InvalidFileException(location == null ? 1 : location.getLineNr(), "expected valid JSON");
        }
    }

    /** Writes a document: an object with one array. */
    public static byte[] write(String name, List<Map<String, Object>> entries) {
        byte[] json = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(Map.of(name, entries));
        byte[] lines = Arrays.copyOf(json, json.length + 1);
        lines[json.length] = '\n';
        return lines;
    }

    /**
     * The entries of a document that is an object with one array.
     *
     * @param max their maximum number
     */
    public <E> List<E> entries(String name, int max, Part<E> entry) throws InvalidFileException {
        List<E> entries = new ArrayList<>();
        String expected = "expected an object with the property \"" + name + "\"";
        require(parser.currentToken() == JsonToken.START_OBJECT, expected);
        Set<String> seen = new HashSet<>();
        for (String property = next(seen); property != null; property = next(seen)) {
            require(property.equals(name), "expected the property \"" + name + "\", found another");
            require(parser.nextToken() == JsonToken.START_ARRAY, name + ": expected an array");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                require(entries.size() < max, "expected at most " + max + " " + name);
                entries.add(entry.read(this));
            }
        }
        require(seen.contains(name), expected);
        return entries;
    }

    /**
     * Reads an object.
     *
     * @param otherwise the fault if there is none
     * @param known the known properties, in words
     * @return the names of the properties that it has
     */
    public Set<String> object(String otherwise, String known, Property property) throws InvalidFileException {
        require(parser.currentToken() == JsonToken.START_OBJECT, otherwise);
        Set<String> seen = new HashSet<>();
        for (String name = next(seen); name != null; name = next(seen)) {
            parser.nextToken();
            if (!property.take(name)) {
                throw fault("expected only the properties " + known);
            }
        }
        return seen;
    }

    public Set<Right> rights() throws InvalidFileException {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        require(parser.currentToken() == JsonToken.START_ARRAY, "rights: expected an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Right right = Right.of(text("rights")).orElse(null);
            if (right == null) {
                throw fault("rights: expected read, write, delete or operate");
            }
            rights.add(right);
        }
        return rights;
    }

    /** Whose files: true for those of all clients. */
    public boolean files() throws InvalidFileException {
        String files = text("files");
        require(files.equals("own") || files.equals("all"), "files: expected own or all");
        return files.equals("all");
    }

    public Instant time(String property) throws InvalidFileException {
        try {
            return Instant.parse(text(property));
        } catch (DateTimeParseException e) {
            throw fault(property + ": expected a time such as 2026-12-01T08:00:00Z");
        }
    }

    public long wholeNumber(String property) throws InvalidFileException {
        require(
                parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
                property + ": expected a whole number");
        return parser.getLongValue();
    }

    public String text(String property) throws InvalidFileException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, property + ": expected a text");
        return parser.getString();
    }

    /** The line of the current token. */
    public int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The name of the next property of an object, or null at its end. */
    private @Nullable String next(Set<String> seen) throws InvalidFileException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return null;
        }
        require(parser.currentToken() == JsonToken.PROPERTY_NAME, "expected a property");
        String name = parser.currentName();
        require(seen.add(name), "a property is there twice");
        return name;
    }

    private void require(boolean condition, String otherwise) throws InvalidFileException {
        if (!condition) {
            throw fault(otherwise);
        }
    }

    private InvalidFileException fault(String reason) {
        return new InvalidFileException(line(), reason);
    }
}
