package dev.sluice.aggregator.expiry;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.aggregator.store.TimeIndex;
import dev.sluice.aggregator.store.UnreadableEntryException;
import dev.sluice.schemas.message.FileDeletion;
import dev.sluice.schemas.message.FileDeletion.FileExpired;
import dev.sluice.schemas.message.FileEvent;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import dev.sluice.schemas.message.FileIds;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds uploads that seem abandoned and files whose retention seems over by this machine's clock, and writes a {@link
 * FileOverdue} or {@link FileExpired} to the log. The file is judged only when that event is merged: after all events
 * that the gateway has sent, and by the broker's timestamp.
 */
public final class ExpiryCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryCheck.class);

    /** The maximum number of files per partition that expire in one check; the rest has to wait for the next one. */
    private static final int MAX_EXPIRED = 1_000;

    private final FileStores stores;
    private final int partitions;
    private final Duration retention;
    private final Clock clock;
    private final Consumer<FileEvent> events;
    private final Consumer<FileDeletion> deletions;

    /** @param retention how long files are kept after their last activity */
    public ExpiryCheck(
            FileStores stores,
            int partitions,
            Duration retention,
            Clock clock,
            Consumer<FileEvent> events,
            Consumer<FileDeletion> deletions) {
        this.stores = stores;
        this.partitions = partitions;
        this.retention = retention;
        this.clock = clock;
        this.events = events;
        this.deletions = deletions;
    }

    /** Checks the open uploads and the oldest files of this instance once. */
    void check() {
        for (int partition = 0; partition < partitions; partition++) {
            try {
                FileStore store = stores.of(partition);
                checkAbandoned(store);
                checkExpired(store);
            } catch (InvalidStateStoreException e) {
                LOG.debug("Partition {} is not available here: {}", partition, e.getMessage());
            }
        }
    }

    private void checkExpired(FileStore store) {
        long before = clock.millis() - retention.toMillis() - 1;
        for (TimeIndex.Entry file : store.byAge().until(before, MAX_EXPIRED)) {
            deletions.accept(new FileExpired(file.fileId()));
        }
    }

    private void checkAbandoned(FileStore store) {
        for (String fileId : store.uploading()) {
            if (isOverdue(store, fileId)) {
                FileIds.logged(LOG.atInfo(), fileId)
                        .log("Upload {} seems abandoned; writing an event to find out", fileId);
                events.accept(new FileOverdue(fileId));
            }
        }
    }

    private boolean isOverdue(FileStore store, String fileId) {
        try {
            FileState state = store.state(fileId);
            return state != null && state.overdueAt(clock.millis());
        } catch (UnreadableEntryException e) {
            FileIds.logged(LOG.atError().setCause(e), fileId).log("Could not check whether {} is abandoned", fileId);
            return false;
        }
    }
}
