package dev.sluice.aggregator.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.merge.FileMerge;
import dev.sluice.aggregator.metrics.CountingMetrics;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.TestStores;
import dev.sluice.schemas.message.FileEvent.FileAborted;
import dev.sluice.schemas.message.FileEvent.FileOpened;
import dev.sluice.schemas.message.FileEvent.FileProgress;
import dev.sluice.schemas.operations.ClientUse;
import dev.sluice.schemas.operations.ClientUse.Amount;
import dev.sluice.schemas.operations.ClientUses;
import dev.sluice.tabular.row.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientUseScanTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final FileStore store = TestStores.files();
    private final FileMerge merge = TestStores.merge(store, CountingMetrics.unread());

    @Test
    void shouldAddUpTheFilesOfTheLastDayAndWeekByClient() {
        open("new", "lab", Duration.ofHours(1), 100);
        open("older", "lab", Duration.ofDays(3), 20);
        open("old", "lab", Duration.ofDays(7), 3_000);
        open("other", "plant", Duration.ofDays(6), 7);
        merge.fileEvent(
                new FileAborted("other", new Fault("aborted", "gone")),
                NOW.minus(Duration.ofDays(6)).toEpochMilli());
        TestStores.results(store, CountingMetrics.unread()).committed("other");

        assertThat(scan())
                .isEqualTo(new ClientUses(
                        List.of(
                                new ClientUse(
                                        "lab",
                                        NOW.minus(Duration.ofHours(1)),
                                        new Amount(1, 0, 100, 0, 0),
                                        new Amount(2, 0, 120, 0, 0)),
                                new ClientUse(
                                        "plant",
                                        NOW.minus(Duration.ofDays(6)),
                                        Amount.NONE,
                                        new Amount(1, 1, 7, 0, 0))),
                        0,
                        null));
    }

    @Test
    void shouldSaySinceWhenAllFilesAreCounted() {
        int files = 51_000;
        for (int i = 0; i < files; i++) {
            open("f" + i, "lab", Duration.ofSeconds(files - i), 1);
        }

        ClientUses uses = scan();

        assertThat(uses.clients().get(0).lastDay().files()).isEqualTo(50_000);
        assertThat(uses.completeSince()).isEqualTo(NOW.minusSeconds(50_000));
    }

    @Test
    void shouldHaveNoClientsWithoutFiles() {
        assertThat(scan()).isEqualTo(new ClientUses(List.of(), 0, null));
    }

    private ClientUses scan() {
        ClientUseScan scan = new ClientUseScan(NOW);
        scan.read(store, 1);
        return scan.result();
    }

    private void open(String fileId, String client, Duration age, long bytes) {
        long atMs = NOW.minus(age).toEpochMilli();
        merge.fileEvent(
                new FileOpened(fileId, "sensor-readings", "a.csv", "a,b", null, Instant.EPOCH, 60_000, client), atMs);
        merge.fileEvent(new FileProgress(fileId, 1, bytes), atMs);
    }
}
