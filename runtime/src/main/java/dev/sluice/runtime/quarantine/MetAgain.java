package dev.sluice.runtime.quarantine;

import org.apache.kafka.common.TopicPartition;

/**
 * A record at which an owner has started more than once without committing it.
 *
 * @param offset where the owner starts
 * @param times the number of starts, this one included
 */
public record MetAgain(TopicPartition partition, long offset, int times) {}
