package dev.sluice.aggregator.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.Tombstone;
import dev.sluice.aggregator.store.UnreadableEntryException;
import dev.sluice.runtime.tracing.Tracing;
import dev.sluice.schemas.message.FileIds;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of {@code file-results} that weren't read back when a task started, to be published again: files that are
 * completing, and deletions that aren't known to be committed. If the record of one is lost, as where the topic was made anew,
 * its file would else never get its end. A record that is read back twice changes nothing.
 */
final class UnconfirmedResults {
    private static final Logger LOG = LoggerFactory.getLogger(UnconfirmedResults.class);

    /** A result may be some hundred KiB. */
    private static final int BATCH = 10;

    private final FileStore store;
    private @Nullable String after;
    private boolean done;

    UnconfirmedResults(FileStore store) {
        this.store = store;
    }

    /** The next of them, a batch of them at most; none once all have been given. */
    List<Record<byte[], MergeOutput>> next(long nowMs) {
        List<Record<byte[], MergeOutput>> records = new ArrayList<>();
        if (done) {
            return records;
        }
        List<String> fileIds = store.unconfirmed(after, BATCH);
        for (String fileId : fileIds) {
            add(fileId, nowMs, records);
            after = fileId;
        }
        done = fileIds.size() < BATCH;
        return records;
    }

    private void add(String fileId, long nowMs, List<Record<byte[], MergeOutput>> records) {
        byte[] key = fileId.getBytes(UTF_8);
        try {
            FileState state = store.state(fileId);
            Tombstone deletion = store.deleted().find(fileId);
            if (state != null && state.phase() == FileState.Phase.COMPLETING) {
                MergeOutput result = MergeOutput.of(FileResults.of(state, store));
                records.add(new Record<>(key, result, nowMs, Tracing.carrying(state.traceparent())));
            } else if (state == null && deletion != null && !deletion.committed()) {
                records.add(new Record<>(key, MergeOutput.NO_RESULT, nowMs));
            }
        } catch (UnreadableEntryException | SerializationException e) {
            FileIds.logged(LOG.atError().setCause(e), fileId).log("Can't publish again what became of {}", fileId);
        }
    }
}
