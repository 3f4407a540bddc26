package dev.sluice.aggregator.store;

import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** The stores of this instance. */
public interface FileStores {
    /**
     * Returns the store of a partition.
     *
     * @throws InvalidStateStoreException if this instance has none that can be queried now
     */
    FileStore of(int partition);
}
