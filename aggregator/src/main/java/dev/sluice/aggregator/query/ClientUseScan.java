package dev.sluice.aggregator.query;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.UnreadableEntryException;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.schemas.operations.ClientUse;
import dev.sluice.schemas.operations.ClientUse.Amount;
import dev.sluice.schemas.operations.ClientUses;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds up the files of the last week by client. Reads a limited number of files, from the newest one back. */
final class ClientUseScan {
    private static final Logger LOG = LoggerFactory.getLogger(ClientUseScan.class);

    /** For all stores of a query. Reading so many files takes about a second. */
    private static final int MAX_FILES = 50_000;

    private static final int PAGE = 1_000;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final Map<String, ClientUse> uses = new HashMap<>();
    private final long dayMs;
    private final long weekMs;
    private @Nullable Instant completeSince;

    ClientUseScan(Instant now) {
        dayMs = now.minus(DAY).toEpochMilli();
        weekMs = now.minus(WEEK).toEpochMilli();
    }

    /**
     * Adds the files of a store.
     *
     * @param stores the number of stores that share the limit
     */
    void read(FileStore store, int stores) {
        int max = Math.max(PAGE, MAX_FILES / stores);
        FileStore.Listed last = null;
        for (int seen = 0; seen < max; ) {
            List<FileStore.Listed> page = store.newestFirst(last, PAGE);
            for (FileStore.Listed listed : page) {
                if (listed.createdMs() <= weekMs) {
                    return;
                }
                last = listed;
                add(store, listed);
            }
            if (page.size() < PAGE) {
                return;
            }
            seen += page.size();
        }
        Instant since = Instant.ofEpochMilli(last == null ? dayMs : last.createdMs());
        completeSince = completeSince == null || since.isAfter(completeSince) ? since : completeSince;
    }

    private void add(FileStore store, FileStore.Listed listed) {
        FileState state;
        try {
            state = store.state(listed.fileId());
        } catch (UnreadableEntryException e) {
            // One unreadable file must not make the sums over all others unavailable.
            FileIds.logged(LOG.atError().setCause(e), listed.fileId())
                    .log("What clients have stored doesn't include {}", listed.fileId());
            return;
        }
        if (state == null) {
            return;
        }
        FileSummary file = state.summary();
        if (file.client() == null) {
            return;
        }
        Amount amount = new Amount(
                1,
                file.status() == FileStatus.FAILED ? 1 : 0,
                file.progress().bytes(),
                file.validRows(),
                file.invalidRows());
        ClientUse use = new ClientUse(
                file.client(),
                Instant.ofEpochMilli(listed.createdMs()),
                listed.createdMs() > dayMs ? amount : Amount.NONE,
                amount);
        uses.merge(file.client(), use, ClientUse::plus);
    }

    ClientUses result() {
        return ClientUses.of(uses.values(), completeSince);
    }
}
