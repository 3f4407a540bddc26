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
 * The records of {@code file-results} that weren't read back when a task started, and are republished: of completing
 * files, and of uncommitted deletions. If such a record were lost, for example with a recreated topic, its file would
 * never end. A record that is read back twice has no effect.
 */
final class UnconfirmedResults {
    private static final Logger LOG = LoggerFactory.getLogger(UnconfirmedResults.class);

    /** A result may have some hundred KiB. */
    private static final int BATCH = 10;

    private final FileStore store;
    private @Nullable String after;
    private boolean done;

    UnconfirmedResults(FileStore store) {
        this.store = store;
    }

    /** The next batch; empty once all have been returned. */
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
                records.add(new Record<>(key, result, nowMs, Tracing.headers(state.traceparent())));
            } else if (state == null && deletion != null && !deletion.committed()) {
                records.add(new Record<>(key, MergeOutput.NO_RESULT, nowMs));
            }
        } catch (UnreadableEntryException | SerializationException e) {
            FileIds.logged(LOG.atError().setCause(e), fileId).log("Could not republish the result of {}", fileId);
        }
    }
}
