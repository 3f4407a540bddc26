package dev.sluice.aggregator;

import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** How far {@code file-events} reaches, and how far it is merged: between the two may be what is not known of a file yet. */
interface EventOffsets {
    /**
     * The offset after the last record of a partition, now.
     *
     * @throws BrokerEndOffsets.UnknownException if the broker didn't say in time
     */
    long end(int partition);

    /**
     * The offset after the last record of a partition that is merged.
     *
     * @throws InvalidStateStoreException if this instance can't tell now
     */
    long merged(int partition);
}
