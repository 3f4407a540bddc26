package dev.sluice.aggregator.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aggregator.delta.SeriesDetails;
import dev.sluice.aggregator.file.Contribution;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads entries of each kind that each released version has stored. */
class StoredEntriesTest {
    private static final String NAME = "files.txt";
    private static final RejectPosition REJECT = new RejectPosition(3, 1L << 33, 12);
    private static final String DELETIONS = "sluice.file-deletions";
    private static final List<FileState> STATES = List.of(
            StoredObjects.endedUpload(),
            StoredObjects.completingRecord(),
            StoredObjects.openStream(),
            StoredObjects.openUpload(),
            StoredObjects.unknownFile());

    private final KeyValueStore<Bytes, byte[]> entries = TestStores.bytes();
    private final FileStore files = FileStore.of(entries);

    @Test
    @EnabledIfSystemProperty(named = StoredFixture.WRITE, matches = ".+")
    void write() {
        putAll();
        StoredFixture.write(NAME, StoredFixture.entries(entries));
    }

    @Test
    void shouldReadWhatThisVersionStores() {
        putAll();

        assertReadsAll();
        assertReadsDetails();
        assertReadsWindows();
        assertReadsClients();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldReadWhatEachVersionHasStored(String version) {
        StoredFixture.read(version, NAME, entries);

        assertReadsAll();
        if (!version.equals(StoredFixture.WITHOUT_DETAILS)) {
            assertReadsDetails();
            assertReadsWindows();
        }
        if (!StoredFixture.WITHOUT_CLIENTS.contains(version)) {
            assertReadsClients();
        }
        if (!StoredFixture.WITHOUT_CHUNKS.contains(version)) {
            assertThat(files.state("placed")).usingRecursiveComparison().isEqualTo(StoredObjects.placed());
        }
    }

    static List<String> versions() {
        return StoredFixture.versions(NAME);
    }

    private void putAll() {
        for (FileState state : STATES) {
            files.put(state);
            files.list(state);
            files.listUploading(state);
        }
        files.putFormat("upload", StoredObjects.FORMAT);
        files.series().put("upload", StoredObjects.series());
        files.series().put("details", StoredObjects.seriesWithDetails());
        files.put(StoredObjects.windowed());
        files.windows().put("windowed", StoredObjects.windows());
        files.put(StoredObjects.ofClient());
        files.ofClients().update(null, StoredObjects.ofClient());
        files.put(StoredObjects.placed());
        files.putUnconfirmed("raw-chunks-3-7");
        files.rejects().put(REJECT, StoredObjects.invalidRow());
        files.datasetSeries()
                .put(
                        "measurements",
                        List.of(
                                StoredObjects.contribution("timed"),
                                StoredObjects.contribution("\u00e9\u0000,\u20ac")));
        files.datasetSeries().putUnfinished(new DatasetSeriesStore.Unfinished("upload", "latest"));
        files.datasetSeries().putTotals("measurements", StoredObjects.TOTALS);
        files.deleted().put("deleted", StoredObjects.TOMBSTONE);
        files.deleted().put("deleting", StoredObjects.UNCOMMITTED_TOMBSTONE);
        files.deleted().putRemains(StoredObjects.PURGE);
        files.positions()
                .read(
                        DELETIONS,
                        StoredObjects.TOPIC_ID,
                        StoredObjects.POSITION.next() - 1,
                        StoredObjects.POSITION.newestMs());
    }

    private void assertReadsAll() {
        for (FileState state : STATES) {
            assertThat(files.state(state.fileId()))
                    .as(state.fileId())
                    .usingRecursiveComparison()
                    .isEqualTo(state);
        }
        assertThat(files.newestFirst(null, 9))
                .extracting(FileStore.Listed::fileId)
                .containsExactly("upload", "unknown", "uploading", "stream", "raw-chunks-3-7");
        assertThat(files.byAge().until(Long.MAX_VALUE, 9))
                .extracting(TimeIndex.Entry::fileId)
                .containsExactly("raw-chunks-3-7", "stream", "uploading", "unknown", "upload");
        assertThat(files.uploading()).containsExactly("uploading");
        assertThat(files.unconfirmed(null, 9)).containsExactly("raw-chunks-3-7");
        assertThat(files.format("upload")).isEqualTo(StoredObjects.FORMAT);
        assertReadsSeries();
        assertReadsRejects();
        assertReadsContributions();
        assertReadsDeletions();
        assertThat(files.positions().of(DELETIONS)).isEqualTo(StoredObjects.POSITION);
    }

    private void assertReadsSeries() {
        Map<String, StoredSeries> series = new LinkedHashMap<>();
        files.series().read("upload", null, (name, value) -> {
            series.put(name, value);
            return true;
        });
        assertThat(series).usingRecursiveComparison().isEqualTo(StoredObjects.series());
    }

    private void assertReadsDetails() {
        StoredObjects.seriesWithDetails().forEach((name, expected) -> {
            StoredSeries read = files.series().get("details", name);
            SeriesDetails details = files.series().details("details", name, read);
            assertThat(details.toBytes()).isEqualTo(expected.latest().toBytes());
            assertThat(read.pieces()).isEqualTo(name.equals("many") ? 1 : 0);
        });
    }

    private void assertReadsWindows() {
        assertThat(files.state("windowed")).usingRecursiveComparison().isEqualTo(StoredObjects.windowed());
        Map<SeriesWindows.Key, SeriesStatistics> windows = new LinkedHashMap<>();
        files.windows().read("windowed", SeriesWindows.Filter.ALL, null, (window, statistics) -> {
            windows.put(window, statistics);
            return true;
        });
        assertThat(windows).usingRecursiveComparison().isEqualTo(StoredObjects.windows());
    }

    private void assertReadsClients() {
        FileState state = StoredObjects.ofClient();
        assertThat(files.state("owned")).usingRecursiveComparison().isEqualTo(state);
        assertThat(files.ofClients().newestFirst("l\u00e4b.1", null, 9))
                .containsExactly(new FileStore.Listed(9_500, "owned"));
    }

    private void assertReadsRejects() {
        List<InvalidRow> rows = new ArrayList<>();
        files.rejects().read("upload", null, (at, row) -> {
            assertThat(at).isEqualTo(REJECT);
            return rows.add(row);
        });
        assertThat(rows).containsExactly(StoredObjects.invalidRow());
    }

    private void assertReadsContributions() {
        List<Contribution> contributions = new ArrayList<>();
        files.datasetSeries().readAll("measurements", null, contributions::add);
        assertThat(contributions)
                .usingRecursiveComparison()
                .isEqualTo(List.of(
                        StoredObjects.contribution("timed"), StoredObjects.contribution("\u00e9\u0000,\u20ac")));
        assertThat(files.datasetSeries().unfinished(9))
                .containsExactly(new DatasetSeriesStore.Unfinished("upload", "latest"));
        assertThat(files.datasetSeries().totals("measurements")).isEqualTo(StoredObjects.TOTALS);
    }

    private void assertReadsDeletions() {
        assertThat(files.deleted().find("deleted")).isEqualTo(StoredObjects.TOMBSTONE);
        assertThat(files.deleted().find("deleting")).isEqualTo(StoredObjects.UNCOMMITTED_TOMBSTONE);
        assertThat(files.deleted().freeBefore(Long.MAX_VALUE, 9)).containsExactly("deleting", "deleted");
        assertThat(files.deleted().remains(9))
                .singleElement()
                .usingRecursiveComparison()
                .isEqualTo(StoredObjects.PURGE);
    }
}
