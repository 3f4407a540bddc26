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

/** Formats a record as one line. */
final class RecordText {
    private static final int WIDEST = 240;

    private RecordText() {}

    /** For humans: long text is truncated, binary data and tombstones are named. */
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

    /** The headers of a dead letter as a sentence; removes them. Nothing for another record. */
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

    /** For programs: a JSON value stays JSON, other text becomes a string, and binary data is Base64. */
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

    /** The text of the bytes, or null if they aren't UTF-8. */
    private static @Nullable String text(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != '\n') ? null : text;
        } catch (CharacterCodingException e) {
            // The bytes aren't UTF-8.
            return null;
        }
    }
}
