package dev.sluice.aggregator;

import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the log about uploads that seem abandoned by this machine's clock. The {@link FileOverdue} it sends comes back
 * behind everything the gateway has sent and with the broker's time, and only then the upload is judged.
 */
final class OverdueUploads {
    private static final Logger LOG = LoggerFactory.getLogger(OverdueUploads.class);

    private final FileStores stores;
    private final int partitions;
    private final Clock clock;
    private final Consumer<FileEvent> events;

    OverdueUploads(FileStores stores, int partitions, Clock clock, Consumer<FileEvent> events) {
        this.stores = stores;
        this.partitions = partitions;
        this.clock = clock;
        this.events = events;
    }

    /** Looks once through the open uploads of this instance. */
    void check() {
        for (int partition = 0; partition < partitions; partition++) {
            try {
                check(stores.of(partition));
            } catch (InvalidStateStoreException e) {
                LOG.debug("Partition {} is not here now: {}", partition, e.getMessage());
            }
        }
    }

    private void check(FileStore store) {
        for (String fileId : store.uploading()) {
            FileState state = store.state(fileId);
            if (state != null && state.overdueAt(clock.millis())) {
                LOG.info("Upload {} seems abandoned; asking the log", fileId);
                events.accept(new FileOverdue(fileId));
            }
        }
    }
}
