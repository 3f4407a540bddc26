package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.tabular.text.Limits;

/**
 * A value of {@code stream-events}: a producer's event about its open stream. The property {@code type} is its kind.
 * Direct producers write this topic, with or without transactions; {@code file-events} is written by Sluice only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StreamEvent.StreamClosed.class, name = "stream_closed"),
})
public sealed interface StreamEvent {
    String fileId();

    /**
     * The producer of an open stream has sent its last row. The stream ends once this many rows, valid and invalid, are
     * counted.
     *
     * @param rows the number of rows of the stream
     */
    record StreamClosed(String fileId, long rows) implements StreamEvent {
        public StreamClosed {
            FileIds.require(fileId);
            Limits.count("rows", rows);
        }
    }
}
