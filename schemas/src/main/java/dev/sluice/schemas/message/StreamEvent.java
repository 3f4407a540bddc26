package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.tabular.text.Limits;

/**
 * A value of {@code stream-events}: what the producer of an open stream says of it. The property {@code type} says which
 * event it is. Direct producers write this topic, in transactions or without; {@code file-events} is Sluice's alone.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StreamEvent.StreamClosed.class, name = "stream_closed"),
})
public sealed interface StreamEvent {
    String fileId();

    /**
     * An open stream's producer has sent its last row. The stream ends as soon as so many of its rows, valid and invalid,
     * are counted.
     *
     * @param rows how many rows the stream has
     */
    record StreamClosed(String fileId, long rows) implements StreamEvent {
        public StreamClosed {
            FileIds.require(fileId);
            Limits.count("rows", rows);
        }
    }
}
