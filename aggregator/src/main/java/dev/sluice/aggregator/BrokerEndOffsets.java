package dev.sluice.aggregator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker. */
final class BrokerEndOffsets implements EndOffsets {
    private final Admin admin;
    private final String topic;
    private final Duration timeout;

    BrokerEndOffsets(Admin admin, String topic, Duration timeout) {
        this.admin = admin;
        this.topic = topic;
        this.timeout = timeout;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public long of(int partition) {
        TopicPartition asked = new TopicPartition(topic, partition);
        try {
            return admin.listOffsets(Map.of(asked, OffsetSpec.latest()))
                    .partitionResult(asked)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownException("the broker didn't say where " + asked + " ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownException("interrupted while asking the broker where " + asked + " ends", e);
        }
    }
}
