package dev.sluice.aggregator.store;

import dev.sluice.aggregator.file.ArrivalOrder;
import dev.sluice.aggregator.file.Contribution;
import dev.sluice.aggregator.store.codec.StoreKey;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The contributions of a partition's ended files to the series and totals of their datasets, as long as the files are
 * kept.
 *
 * <pre>
 * 0x00 0x04 dataset series ~arrival file_id  the file's {@link SeriesStatistics}; series in the order of their UTF-8
 *                                            bytes, and for each series the latest file first
 * 0x00 0x05 file_id                          the last added series of a file whose series aren't all added
 * 0x00 0x06 dataset                          its {@link DatasetTotals}, as JSON
 * </pre>
 */
public final class DatasetSeriesStore {
    private static final int CONTRIBUTION = 4;
    private static final int UNFINISHED = 5;
    private static final int TOTALS = 6;

    /** The field number in the value of an {@link Unfinished}. */
    private static final int LAST_SERIES = 1;

    /** The expected maximum size of the name of a series. */
    private static final int MANY_BYTES = 256;

    private final StoreEntries entries;

    DatasetSeriesStore(StoreEntries entries) {
        this.entries = entries;
    }

    /** Receives contributions one by one, grouped by series. */
    public interface Reader {
        /** Receives a contribution. Returns false to stop reading. */
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

    /** Reads the contributions to a series, the latest file first, until the reader stops. */
    public void readSeries(String dataset, String series, Reader reader) {
        read(dataset, ofDataset(dataset).escaped(series), ofDataset(dataset).after(series), reader);
    }

    /** Reads the contributions to a dataset's series, from the first one or after a series, until the reader stops. */
    public void readAll(String dataset, @Nullable String after, Reader reader) {
        StoreKey from = after == null ? ofDataset(dataset) : ofDataset(dataset).after(after);
        read(dataset, from, StoreKey.ofAll(CONTRIBUTION).after(dataset), reader);
    }

    private void read(String dataset, StoreKey from, StoreKey to, Reader reader) {
        StoreKey beginning = ofDataset(dataset);
        entries.read(from, to, (key, value) -> {
            StoreKey.Reader in = new StoreKey.Reader(key).skip(beginning);
            return reader.take(new Contribution(in.escaped(), in.arrival(), in.text(), SeriesStatistics.of(value)));
        });
    }

    /** A file whose series aren't all added, and the last one that is. */
    public record Unfinished(String fileId, String lastSeries) {}

    public List<Unfinished> unfinished(int limit) {
        StoreKey beginning = StoreKey.ofAll(UNFINISHED);
        List<Unfinished> files = new ArrayList<>();
        entries.read(beginning, StoreKey.ofAll(UNFINISHED + 1), (key, value) -> {
            String fileId = new StoreKey.Reader(key).skip(beginning).text();
            files.add(new Unfinished(
                    fileId, WireReader.read(value, in -> WireReader.present(in.text(LAST_SERIES), LAST_SERIES))));
            return files.size() < limit;
        });
        return files;
    }

    public void putUnfinished(Unfinished file) {
        entries.put(
                StoreKey.ofAll(UNFINISHED).text(file.fileId()),
                new WireWriter(MANY_BYTES).text(LAST_SERIES, file.lastSeries()).toBytes());
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
