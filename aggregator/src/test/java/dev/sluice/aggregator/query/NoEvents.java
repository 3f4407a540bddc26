package dev.sluice.aggregator.query;

import dev.sluice.aggregator.broker.DeletionLog;
import dev.sluice.schemas.message.FileDeletion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;

/** An empty topic without a broker: everything in it is merged. */
public final class NoEvents implements EventOffsets, DeletionLog {
    @Override
    public Map<TopicPartition, Long> ends(int partition) {
        return Map.of();
    }

    @Override
    public boolean areMerged(Map<TopicPartition, Long> ends) {
        return true;
    }

    @Override
    public void write(FileDeletion deletion, Duration timeout) {
        throw new UnacknowledgedException(deletion, new TimeoutException("there is no broker"));
    }
}
