package dev.sluice.runtime.quarantine;

import org.apache.kafka.common.TopicPartition;

/**
 * A record that an owner has begun at more than once without getting behind it.
 *
 * @param offset where the owner begins
 * @param times how often, with this time
 */
public record MetAgain(TopicPartition partition, long offset, int times) {}
