package dev.sluice.runtime.quarantine;

import org.apache.kafka.common.TopicPartition;

/**
 * A partition that a stage doesn't get on with.
 *
 * @param offset of the record at which it stands
 * @param reason in plain words
 */
public record Standstill(TopicPartition partition, long offset, String reason) {}
