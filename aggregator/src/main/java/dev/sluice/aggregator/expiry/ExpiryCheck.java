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
 * Asks the log about files whose time seems to be over by this machine's clock: uploads that seem abandoned, and files that
 * seem older than they are kept. The {@link FileOverdue} or {@link FileExpired} it sends comes back behind everything the
 * gateway has sent and with the broker's time, and only then the file is judged.
 */
public final class ExpiryCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryCheck.class);

    /** How many files of a partition may expire at once; the others have to wait for the next time. */
    private static final int MOST_EXPIRED = 1_000;

    private final FileStores stores;
    private final int partitions;
    private final Duration retention;
    private final Clock clock;
    private final Consumer<FileEvent> events;
    private final Consumer<FileDeletion> deletions;

    /** @param retention how long files are kept after something came of them last */
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

    /** Looks once through the open uploads and the oldest files of this instance. */
    void check() {
        for (int partition = 0; partition < partitions; partition++) {
            try {
                FileStore store = stores.of(partition);
                askWhatIsAbandoned(store);
                askWhatHasExpired(store);
            } catch (InvalidStateStoreException e) {
                LOG.debug("Partition {} is not here now: {}", partition, e.getMessage());
            }
        }
    }

    private void askWhatHasExpired(FileStore store) {
        long before = clock.millis() - retention.toMillis() - 1;
        for (TimeIndex.Entry file : store.byAge().until(before, MOST_EXPIRED)) {
            deletions.accept(new FileExpired(file.fileId()));
        }
    }

    private void askWhatIsAbandoned(FileStore store) {
        for (String fileId : store.uploading()) {
            if (isOverdue(store, fileId)) {
                FileIds.logged(LOG.atInfo(), fileId).log("Upload {} seems abandoned; asking the log", fileId);
                events.accept(new FileOverdue(fileId));
            }
        }
    }

    private boolean isOverdue(FileStore store, String fileId) {
        try {
            FileState state = store.state(fileId);
            return state != null && state.overdueAt(clock.millis());
        } catch (UnreadableEntryException e) {
            FileIds.logged(LOG.atError().setCause(e), fileId).log("Can't tell whether {} is abandoned", fileId);
            return false;
        }
    }
}
