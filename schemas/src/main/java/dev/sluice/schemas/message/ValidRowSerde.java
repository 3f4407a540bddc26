package dev.sluice.schemas.message;

import dev.sluice.schemas.FileIds;
import dev.sluice.schemas.csv.Datasets;
import dev.sluice.schemas.csv.Decimals;
import dev.sluice.schemas.csv.Timestamps;
import java.io.ByteArrayOutputStream;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * {@code {"file_id":…,"chunk":…,"line":…,"dataset":…,"timestamp":…,"sensor_id":…,"value":…}}, written and read field by
 * field, as there is one of these per row.
 *
 * <p>Reading is strict, for direct producers write these too: fields may come in any order, unknown ones are skipped
 * and a null is as good as none, but {@code file_id, timestamp, sensor_id} and {@code value} must be there and fit the dataset.
 */
public final class ValidRowSerde implements Serde<ValidRow> {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();
    private static final int MAX_SENSOR_ID = Datasets.SENSOR_READINGS
            .field(Datasets.SENSOR_READINGS.sluice().groupBy())
            .constraints()
            .maxLength();

    @Override
    public Serializer<ValidRow> serializer() {
        return (topic, row) -> row == null ? null : write(row);
    }

    /** Throws {@link SerializationException}, whose message says what was expected, for what is no valid row. */
    @Override
    public Deserializer<ValidRow> deserializer() {
        return (topic, bytes) -> bytes == null ? null : read(bytes);
    }

    private static byte[] write(ValidRow row) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(192);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("file_id", row.fileId());
            if (row.chunk() != null) {
                json.writeNumberProperty("chunk", row.chunk());
            }
            if (row.line() != null) {
                json.writeNumberProperty("line", row.line());
            }
            json.writeStringProperty("dataset", row.dataset());
            json.writeStringProperty("timestamp", Timestamps.format(row.timestampMicros()));
            json.writeStringProperty("sensor_id", row.sensorId());
            json.writeNumberProperty("value", row.value());
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static ValidRow read(byte[] bytes) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            return new Fields().readFrom(json).toRow();
        } catch (JacksonException e) {
            throw new SerializationException("expected a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** What was read of a row so far. */
    private static final class Fields {
        private @Nullable String fileId;
        private @Nullable Long chunk;
        private @Nullable Long line;
        private String dataset = Datasets.SENSOR_READINGS.name();
        private @Nullable String timestamp;
        private @Nullable String sensorId;
        private @Nullable Double value;

        Fields readFrom(JsonParser json) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new SerializationException("expected a JSON object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (token == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (name) {
                    case "file_id" -> fileId = string(json, token, name);
                    case "chunk" -> chunk = whole(json, token, name);
                    case "line" -> line = whole(json, token, name);
                    case "dataset" -> dataset = string(json, token, name);
                    case "timestamp" -> timestamp = string(json, token, name);
                    case "sensor_id" -> sensorId = string(json, token, name);
                    case "value" -> value = number(json, token);
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new SerializationException("expected one JSON object, found more behind it");
            }
            return this;
        }

        ValidRow toRow() {
            String id = required(fileId, "file_id");
            if (!FileIds.isValid(id)) {
                throw new SerializationException("expected a file_id of " + FileIds.RULE + ", found " + id);
            }
            if (!Datasets.SENSOR_READINGS.name().equals(dataset)) {
                throw new SerializationException("unknown dataset " + dataset);
            }
            String time = required(timestamp, "timestamp");
            OptionalLong micros = Timestamps.parseMicros(time);
            if (micros.isEmpty()) {
                throw new SerializationException("expected an ISO-8601 date-time as timestamp, found " + time);
            }
            String sensor = required(sensorId, "sensor_id");
            int characters = sensor.codePointCount(0, sensor.length());
            if (sensor.isBlank() || characters > MAX_SENSOR_ID) {
                throw new SerializationException("expected a sensor_id of 1 to " + MAX_SENSOR_ID + " characters, found "
                        + (sensor.isBlank() ? "a blank one" : characters));
            }
            if (!isText(sensor)) {
                throw new SerializationException("expected Unicode text as sensor_id, found half a surrogate pair");
            }
            return new ValidRow(id, chunk, line, dataset, micros.getAsLong(), sensor, required(value, "value"));
        }

        /** JSON can escape half a surrogate pair, which UTF-8, and so every key and every answer, can't hold. */
        private static boolean isText(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i)) && Character.charCount(text.codePointAt(i++)) == 1) {
                    return false;
                }
            }
            return true;
        }

        private static <T> T required(@Nullable T found, String name) {
            if (found == null) {
                throw new SerializationException("expected the field " + name + ", found none");
            }
            return found;
        }

        private static String string(JsonParser json, JsonToken token, String name) {
            if (token != JsonToken.VALUE_STRING) {
                throw new SerializationException("expected text as " + name + ", found " + json.getString());
            }
            return json.getString();
        }

        private static long whole(JsonParser json, JsonToken token, String name) {
            if (token != JsonToken.VALUE_NUMBER_INT || json.getLongValue() < 0) {
                throw new SerializationException("expected a whole number as " + name + ", found " + json.getString());
            }
            return json.getLongValue();
        }

        private static double number(JsonParser json, JsonToken token) {
            if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
                throw new SerializationException("expected a number as value, found " + json.getString());
            }
            return Decimals.parse(json.getString())
                    .orElseThrow(() -> new SerializationException("expected a finite number as value"));
        }
    }
}
