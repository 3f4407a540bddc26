package dev.sluice.tabular.row.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.tabular.row.json.JsonRows.Form;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Distinguishes JSON from CSV, and NDJSON from other JSON. */
public final class JsonForms {
    private static final Set<String> JSON_WORDS = Set.of("true", "false", "null");
    private static final int MAX_WORD = 8;

    private JsonForms() {}

    /**
     * The arrangement of JSON objects in a text, or nothing if it is CSV.
     *
     * @param contentType the sender's media type, which takes precedence over detection if it names CSV or JSON; its
     *     parameters are ignored
     */
    public static Optional<Form> find(@Nullable String contentType, byte[] text) {
        return switch (mediaType(contentType)) {
            case "text/csv" -> Optional.empty();
            case "application/x-ndjson", "application/ndjson", "application/jsonl" -> Optional.of(Form.LINES);
            // NDJSON sent with this type has a complete first line; a document never does.
            case "application/json" -> Optional.of(byContent(text).orElse(Form.DOCUMENT));
            default -> byContent(text);
        };
    }

    private static String mediaType(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<Form> byContent(byte[] bytes) {
        int first = Lines.firstNonBlank(bytes, JsonText.start(bytes), bytes.length);
        if (first == bytes.length || (bytes[first] != '{' && bytes[first] != '[') || isHeading(bytes, first)) {
            return Optional.empty();
        }
        int end = Lines.end(bytes, first);
        boolean inLines = bytes[first] == '{'
                && !Lines.isBlank(bytes, end, bytes.length)
                && isOneObject(new JsonText(bytes, 1), first, end);
        return Optional.of(inLines ? Form.LINES : Form.DOCUMENT);
    }

    /** A line such as {@code [Data]}, which stands before the table in the CSV of some instruments. */
    private static boolean isHeading(byte[] bytes, int from) {
        int start = Lines.firstNonBlank(bytes, from + 1, bytes.length);
        int end = start;
        while (end < bytes.length && isLetter(bytes[end])) {
            end++;
        }
        return bytes[from] == '['
                && end > start
                && !JSON_WORDS.contains(new String(bytes, start, Math.min(end - start, MAX_WORD), ISO_8859_1));
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static boolean isOneObject(JsonText text, int from, int to) {
        try (JsonParser json = text.parser(from, to)) {
            json.nextToken();
            json.skipChildren();
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
