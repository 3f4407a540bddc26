package dev.sluice.aggregator.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.FileStores;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.FileDeletion.FileExpired;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileOverdue;
import dev.sluice.schemas.message.StreamEvent.StreamClosed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.Test;

class ExpiryCheckTest {
    private final FileStore store = TestStores.files();
    private final List<Object> sent = new ArrayList<>();

    @Test
    void shouldSendFileOverdueForUploadsThatAreInactiveByTheLocalClock() {
        FileMerge merge = TestStores.merge(store, CountingMetrics.unread());
        merge.fileEvent(opened("silent"), 1_000);
        merge.fileEvent(opened("alive"), 50_000);

        overdue(partition -> store, 61_001).check();

        assertThat(sent).containsExactly(new FileOverdue("silent"));
    }

    @Test
    void shouldSkipUnreadableStores() {
        FileMerge merge = TestStores.merge(store, CountingMetrics.unread());
        merge.fileEvent(opened("silent"), 1_000);

        overdue(
                        partition -> {
                            if (partition == 0) {
                                throw new InvalidStateStoreException("moved");
                            }
                            return store;
                        },
                        61_001)
                .check();

        assertThat(sent).containsExactly(new FileOverdue("silent"));
    }

    @Test
    void shouldAskTheLogAboutFilesThatAreTooOldByTheLocalClock() {
        FileMerge merge = TestStores.merge(store, CountingMetrics.unread());
        for (int i = 0; i < 3; i++) {
            merge.streamEvent(new StreamClosed("f" + i, 1), 1_000 + i);
        }
        long retentionMs = Duration.ofDays(30).toMillis();

        overdue(partition -> store, 1_001 + retentionMs).check();
        assertThat(sent).containsExactly(new FileExpired("f0"));

        overdue(partition -> store, 1_002 + retentionMs).check();
        assertThat(sent).containsExactly(new FileExpired("f0"), new FileExpired("f1"));
    }

    private ExpiryCheck overdue(FileStores stores, long nowMs) {
        return new ExpiryCheck(
                stores,
                2,
                Duration.ofDays(30),
                Clock.fixed(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC),
                this::send,
                this::send);
    }

    private void send(Object event) {
        if (!sent.contains(event)) {
            sent.add(event);
        }
    }

    private static FileOpened opened(String id) {
        return new FileOpened(
                id, "sensor-readings", "a.csv", "timestamp,sensor_id,value", null, Instant.EPOCH, 60_000, null);
    }
}
