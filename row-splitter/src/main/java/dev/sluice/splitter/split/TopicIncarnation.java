package dev.sluice.splitter.split;

import dev.sluice.runtime.topic.TopicIds;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Which of the topics that had a name one after another a task reads a record of. A topic may be deleted and made anew while a
 * consumer reads it: the consumer then begins at an offset that it has read before. So the brokers are asked at the first
 * record, and again whenever offsets don't go up; in between no id can be given twice, whichever topic it is.
 */
final class TopicIncarnation {
    private final TopicIds ids;
    private @Nullable Uuid id;
    private long last;

    TopicIncarnation(TopicIds ids) {
        this.ids = ids;
    }

    /** The id of the topic whose record at this offset is read now. */
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
