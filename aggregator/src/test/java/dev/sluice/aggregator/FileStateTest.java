package dev.sluice.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.RowError;
import dev.sluice.schemas.query.FileStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileStateTest {
    /** As an aggregator wrote it that kept no rejects and had one dataset only. */
    private static final String OLD = """
            {"bytes":0,"chunks":0,"closed":false,"created_ms":1000,"dataset":"sensor-readings","deadline_ms":60000,
             "ended_ms":0,"file_id":"old","filename":"a.csv","last_event_ms":1000,"opened":true,"phase":"open",
             "rows":{"chunks_split":{"rows":0,"checksum":0},"errors":[{"code":"type-error","field":"value","count":1}],
                     "invalid_counted":{"rows":1,"checksum":3},"invalid_split":{"rows":0,"checksum":0},
                     "valid_counted":{"rows":1,"checksum":2},"valid_split":{"rows":0,"checksum":0}},
             "series":1,"source":"upload","strays":0,"upload_ms":900}
            """;

    @Test
    void shouldReadWhatAnOlderVersionWrote() {
        FileState state = Json.MAPPER.readValue(OLD, FileState.class);

        assertThat(state.summary().status()).isEqualTo(FileStatus.PROCESSING);
        assertThat(state.summary().totalRows()).isEqualTo(2);
        assertThat(state.dataset()).isEqualTo("sensor-readings");
        assertThat(state.rejectsKept()).isEqualTo(RejectsKept.NONE);
        assertThat(state.arrival()).isEqualTo(Arrival.at(1_000));
    }

    @Test
    void shouldGoOnWithAnOlderVersionsFileWithoutMakingUpItsFirstRejects() {
        FileStore store = TestStores.files();
        store.put(Json.MAPPER.readValue(OLD, FileState.class));

        TestStores.merge(store, new CountingMetrics())
                .invalidRow(TestRows.invalid("old", 0L, 9, new RowError("type-error", "value", "x", null)), 5_000);

        assertThat(store.state("old").invalidRows()).isEqualTo(2);
        assertThat(store.rejects().last("old")).isNull();
        assertThat(store.format("old")).isEqualTo(CsvFormat.NONE);
    }

    @Test
    void shouldReadBackWhatItWrote() {
        FileStore store = TestStores.files();
        FileMerge merge = TestStores.merge(store, new CountingMetrics());
        merge.deltas("s", List.of(TestRows.delta(TestRows.plays("s", null, 1L, "a", 1))), 2_000);
        merge.invalidRow(TestRows.invalid("s", null, 4), 2_001);

        FileState state = store.state("s");

        assertThat(state.dataset()).isEqualTo("song-plays");
        assertThat(state.rejectsKept()).isEqualTo(new RejectsKept(1, new RejectPosition(0, 0, 1)));
        assertThat(state.summary().uploadTime()).isEqualTo(Instant.ofEpochMilli(2_000));
    }
}
