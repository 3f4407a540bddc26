package dev.sluice.aggregator.store;

import dev.sluice.aggregator.file.ArrivalOrder;
import dev.sluice.aggregator.file.Contribution;
import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.wire.FieldReader;
import dev.sluice.tabular.wire.FieldWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * What a partition's complete files add to the series and totals of their datasets, for as long as they are kept.
 *
 * <pre>
 * 0x00 0x04 dataset series ~arrival file_id  the file's {@link SeriesStatistics}; series in the order of their UTF-8
 *                                            bytes, and the latest file of each first
 * 0x00 0x05 file_id                          the last series that stands above of a file of which not all do
 * 0x00 0x06 dataset                          its {@link DatasetTotals}, as JSON
 * </pre>
 */
public final class DatasetSeriesStore {
    private static final int CONTRIBUTION = 4;
    private static final int UNFINISHED = 5;
    private static final int TOTALS = 6;

    /** The field of an {@link Unfinished}. */
    private static final int LAST_SERIES = 1;

    /** Of the usual name of a series. */
    private static final int MANY_BYTES = 256;

    private final StoreEntries entries;

    DatasetSeriesStore(StoreEntries entries) {
        this.entries = entries;
    }

    /** Takes contributions one by one, all of a series side by side. */
    public interface Reader {
        /** Takes one more, or says no to it and to all behind it. */
        boolean take(Contribution contribution);
    }

    public void put(String dataset, List<Contribution> contributions) {
        entries.putAll(contributions.stream()
                .map(contribution -> {
                    StoreKey key = ofDataset(dataset)
                            .escaped(contribution.series())
                            .descending(contribution.arrival())
                            .text(contribution.fileId());
                    return KeyValue.pair(key.bytes(), contribution.statistics().toBytes());
                })
                .toList());
    }

    public void delete(String dataset, String series, ArrivalOrder arrival, String fileId) {
        entries.delete(ofDataset(dataset).escaped(series).descending(arrival).text(fileId));
    }

    /** Reads all that is entered of one series. */
    public void readSeries(String dataset, String series, Reader reader) {
        read(dataset, ofDataset(dataset).escaped(series), ofDataset(dataset).behind(series), reader);
    }

    /** Reads what is entered of a dataset's series, those behind {@code after} (or all), until the reader has enough. */
    public void readAll(String dataset, @Nullable String after, Reader reader) {
        StoreKey from = after == null ? ofDataset(dataset) : ofDataset(dataset).behind(after);
        read(dataset, from, StoreKey.ofAll(CONTRIBUTION).behind(dataset), reader);
    }

    private void read(String dataset, StoreKey from, StoreKey to, Reader reader) {
        StoreKey beginning = ofDataset(dataset);
        entries.read(from, to, (key, value) -> {
            StoreKey.Reader in = new StoreKey.Reader(key).skip(beginning);
            return reader.take(new Contribution(in.escaped(), in.arrival(), in.text(), SeriesStatistics.of(value)));
        });
    }

    /** A file of which not all series are entered, and the last that is. */
    public record Unfinished(String fileId, String lastSeries) {}

    public List<Unfinished> unfinished(int limit) {
        StoreKey beginning = StoreKey.ofAll(UNFINISHED);
        List<Unfinished> files = new ArrayList<>();
        entries.read(beginning, StoreKey.ofAll(UNFINISHED + 1), (key, value) -> {
            String fileId = new StoreKey.Reader(key).skip(beginning).text();
            files.add(new Unfinished(
                    fileId, FieldReader.read(value, in -> FieldReader.present(in.text(LAST_SERIES), LAST_SERIES))));
            return files.size() < limit;
        });
        return files;
    }

    public void putUnfinished(Unfinished file) {
        entries.put(
                StoreKey.ofAll(UNFINISHED).text(file.fileId()),
                new FieldWriter(MANY_BYTES).text(LAST_SERIES, file.lastSeries()).toBytes());
    }

    public void deleteUnfinished(String fileId) {
        entries.delete(StoreKey.ofAll(UNFINISHED).text(fileId));
    }

    public DatasetTotals totals(String dataset) {
        byte[] json = entries.get(StoreKey.ofAll(TOTALS).text(dataset));
        return json == null ? DatasetTotals.NONE : Json.MAPPER.readValue(json, DatasetTotals.class);
    }

    public void putTotals(String dataset, DatasetTotals totals) {
        entries.put(StoreKey.ofAll(TOTALS).text(dataset), Json.MAPPER.writeValueAsBytes(totals));
    }

    private static StoreKey ofDataset(String dataset) {
        return StoreKey.ofAll(CONTRIBUTION).escaped(dataset);
    }
}
