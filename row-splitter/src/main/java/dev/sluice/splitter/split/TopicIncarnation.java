package dev.sluice.splitter.split;

import dev.sluice.runtime.topic.TopicIds;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the topic that a task is reading. A topic may be deleted and recreated while a consumer reads it: the
 * consumer then starts at an offset that it has read before. So the brokers are asked for the topic's id at the first
 * record, and again whenever the offset doesn't increase; between two such requests no file id can be generated twice.
 */
final class TopicIncarnation {
    private final TopicIds ids;
    private @Nullable Uuid id;
    private long last;

    TopicIncarnation(TopicIds ids) {
        this.ids = ids;
    }

    /** The id of the topic whose record at this offset is being read. */
    Uuid at(String topic, long offset) {
        Uuid known = id;
        if (known == null || offset <= last) {
            known = ids.of(topic);
            id = known;
        }
        last = offset;
        return known;
    }
}
