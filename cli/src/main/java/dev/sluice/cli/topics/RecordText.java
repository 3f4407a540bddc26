package dev.sluice.cli.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.cli.output.Printable;
import dev.sluice.schemas.message.DeadLetter;
import dev.sluice.schemas.message.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A record as a line, whatever is in it. */
final class RecordText {
    private static final int WIDEST = 240;

    private RecordText() {}

    /** For people: what is long is cut, what is no text is told of, and what is deleted is said to be. */
    static String line(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> found = headers(record);
        String letter = letter(found);
        String headers = found.entrySet().stream()
                .map(header -> header.getKey() + "=" + header.getValue())
                .collect(Collectors.joining(", "));
        return record.partition() + ":" + record.offset() + " " + Instant.ofEpochMilli(record.timestamp()) + " "
                + letter
                + shown(record.key(), "-")
                + (headers.isEmpty() ? "" : " {" + Printable.cut(headers, WIDEST) + "}") + " "
                + shown(record.value(), "(deleted)");
    }

    /** What a dead letter's own headers say, as a sentence, and takes them out; nothing of another record. */
    private static String letter(Map<String, String> headers) {
        String reason = headers.remove(DeadLetter.REASON);
        if (reason == null) {
            return "";
        }
        boolean quarantined = headers.remove(DeadLetter.QUARANTINED) != null;
        return (quarantined ? "QUARANTINED by " : "refused by ") + headers.remove(DeadLetter.SERVICE) + ", "
                + headers.remove(DeadLetter.TOPIC) + "-" + headers.remove(DeadLetter.PARTITION) + " at offset "
                + headers.remove(DeadLetter.OFFSET) + ": " + Printable.cut(reason, WIDEST) + " | ";
    }

    /** For programs: a JSON value stays one, any other text is a string, and what is no text is Base64. */
    static String json(ConsumerRecord<byte[], byte[]> record) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("topic", record.topic());
        document.put("partition", record.partition());
        document.put("offset", record.offset());
        document.put("time", Instant.ofEpochMilli(record.timestamp()).toString());
        document.put("key", record.key() == null ? null : textOrBase64(record.key()));
        document.put("headers", headers(record));
        document.put("value", record.value() == null ? null : value(record.value()));
        return Json.MAPPER.writeValueAsString(document);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? "" : textOrBase64(header.value()));
        }
        return headers;
    }

    private static String shown(byte @Nullable [] bytes, String none) {
        if (bytes == null) {
            return none;
        }
        String text = text(bytes);
        return text == null ? "(" + bytes.length + " bytes)" : Printable.cut(text, WIDEST);
    }

    private static Object value(byte[] bytes) {
        String text = text(bytes);
        if (text != null && text.startsWith("{")) {
            JsonNode parsed = parsed(text);
            if (parsed != null) {
                return parsed;
            }
        }
        return textOrBase64(bytes);
    }

    private static @Nullable JsonNode parsed(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            // It only began like JSON.
            return null;
        }
    }

    private static String textOrBase64(byte[] bytes) {
        String text = text(bytes);
        return text == null ? Base64.getEncoder().encodeToString(bytes) : text;
    }

    /** The text that the bytes are, or null if they are none. */
    private static @Nullable String text(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n') ? null : text;
        } catch (CharacterCodingException e) {
            // That is what was to be found out.
            return null;
        }
    }
}
