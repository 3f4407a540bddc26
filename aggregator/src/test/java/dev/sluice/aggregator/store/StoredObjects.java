package dev.sluice.aggregator.store;

import dev.sluice.aggregator.delta.SeriesDetails;
import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.file.Activity;
import dev.sluice.aggregator.file.ArrivalOrder;
import dev.sluice.aggregator.file.ChunkRanges;
import dev.sluice.aggregator.file.Contribution;
import dev.sluice.aggregator.file.CsvFormat;
import dev.sluice.aggregator.file.ErrorCounts;
import dev.sluice.aggregator.file.FileDescription;
import dev.sluice.aggregator.file.FileSeries;
import dev.sluice.aggregator.file.FileSource;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.FileWindows;
import dev.sluice.aggregator.file.Outcome;
import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.file.RejectsKept;
import dev.sluice.aggregator.file.RowReconciliation;
import dev.sluice.aggregator.file.SenderProgress;
import dev.sluice.aggregator.file.StageTimestamps;
import dev.sluice.aggregator.merge.TestRows;
import dev.sluice.runtime.streams.ConsumedOffset;
import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.DatasetTotals;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.schemas.query.SeriesWindows;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.MoreErrors;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import dev.sluice.tabular.stats.TimeProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Objects of each stored kind, with values that differ from the default values. They are in the fixtures of released
 * versions, so they must not be changed: a new field needs a new object, which is in later fixtures only.
 */
public final class StoredObjects {
    static final Uuid TOPIC_ID = new Uuid(0x0123456789abcdefL, -2);
    static final Tombstone TOMBSTONE = new Tombstone(1_764_000_000_123L, true);
    static final Tombstone UNCOMMITTED_TOMBSTONE = new Tombstone(0, false);
    static final PurgeCursor PURGE = new PurgeCursor(
            "purged", "song-plays", new ArrivalOrder(1_763_000_000_000L, 0, 12), true, new byte[] {'p', 0, 1, -1});
    static final DatasetTotals TOTALS = new DatasetTotals(7, 3, 1L << 40, 19, 2);
    static final CsvFormat FORMAT = new CsvFormat("a,\"b\u00e9\"", "{\"delimiter\":\";\"}");
    static final ConsumedOffset POSITION = new ConsumedOffset(TOPIC_ID, 1L << 33, 1_764_000_000_000L);

    private static final long FIRST_MICROS = 1_763_000_000_000_000L;
    private static final long STEP_MICROS = 1_500_000;

    private StoredObjects() {}

    /** An ended upload, with all optional fields except those that only streams or failed files have. */
    public static FileState endedUpload() {
        return new FileState(
                "upload",
                new Activity(1_763_000_000_000L, 1_763_000_060_000L, 1_763_000_030_000L, 1_764_000_000_000L),
                new FileDescription(
                        FileSource.UPLOAD,
                        "measurements",
                        "r\u00e9sum\u00e9 \u20ac.csv",
                        1_762_999_999_000L,
                        new ArrivalOrder(1_763_000_000_100L, ArrivalOrder.NO_PARTITION, 0),
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                        null),
                new SenderProgress(true, true, 60_000, 1_763_000_050_000L, 1L << 41, 4_000_000, 0),
                new RowReconciliation(
                        Tally.ofFirst(4_000_000),
                        new Tally(1L << 40, -5),
                        new Tally(12, 1L << 50),
                        new Tally(1L << 40, -5),
                        new Tally(12, 1L << 50),
                        17),
                new ErrorCounts(List.of(
                        new ErrorCount("type-error", "value", 11), new ErrorCount("source-error", null, 1L << 35))),
                new StageTimestamps(1_763_000_050_000L, 1_763_000_055_000L),
                new RejectsKept(2, 12, new RejectPosition(3, 1L << 33, 12)),
                new FileSeries(1_000_000, 5, new SeriesValue(statistics(2.5, -1e300), null, null)),
                new Outcome(FileState.Phase.ENDED, null, FileStatus.PARTIAL, 1_763_000_060_000L),
                FileWindows.NONE,
                ChunkRanges.NONE);
    }

    /** A failed file of one record, whose result isn't known to be committed. */
    static FileState completingRecord() {
        return new FileState(
                "raw-chunks-3-7",
                new Activity(5_000, 5_000, 5_000, null),
                new FileDescription(
                        FileSource.RECORD, "sensor-readings", null, 4_000, new ArrivalOrder(4_000, 3, 7), null, null),
                new SenderProgress(true, true, 0, 0, 512, 1, 0),
                new RowReconciliation(Tally.ofFirst(1), Tally.NONE, new Tally(1, 2), Tally.NONE, new Tally(1, 2), 0),
                new ErrorCounts(List.of(new ErrorCount("type-error", "value", 1))),
                new StageTimestamps(4_000L, 5_000L),
                new RejectsKept(1, 1, new RejectPosition(0, 2, 1)),
                FileSeries.NONE,
                new Outcome(
                        FileState.Phase.COMPLETING,
                        new Fault("no-valid-row", "none of the 1 rows is valid"),
                        FileStatus.FAILED,
                        5_000),
                FileWindows.NONE,
                ChunkRanges.NONE);
    }

    /** A stream that is still open. */
    static FileState openStream() {
        return new FileState(
                "stream",
                new Activity(6_000, 7_000, 6_000, null),
                new FileDescription(FileSource.STREAM, "song-plays", null, 6_000, null, null, null),
                new SenderProgress(false, true, 0, 0, 0, 0, 9),
                new RowReconciliation(Tally.NONE, Tally.NONE, Tally.NONE, new Tally(2, 0), Tally.NONE, 0),
                new ErrorCounts(List.of()),
                StageTimestamps.NONE,
                RejectsKept.NONE,
                new FileSeries(1, 0, null),
                Outcome.OPEN,
                FileWindows.NONE,
                ChunkRanges.NONE);
    }

    /** An upload that the gateway is still sending. */
    static FileState openUpload() {
        return new FileState(
                "uploading",
                new Activity(7_000, 7_000, 7_000, null),
                new FileDescription(FileSource.UPLOAD, "song-plays", "", 7_000, null, null, null),
                new SenderProgress(true, false, 60_000, 7_000, 10, 1, 0),
                RowReconciliation.NONE,
                new ErrorCounts(List.of()),
                StageTimestamps.NONE,
                RejectsKept.NONE,
                FileSeries.NONE,
                Outcome.OPEN,
                FileWindows.NONE,
                ChunkRanges.NONE);
    }

    /** A new file, of which only the time of the first record is known. */
    static FileState unknownFile() {
        return new FileState("unknown", 8_000);
    }

    /** An open stream whose series have windows. Since 0.2. */
    static FileState windowed() {
        return new FileState(
                "windowed",
                new Activity(9_000, 9_000, 9_000, null),
                new FileDescription(FileSource.STREAM, "hourly", null, 9_000, null, null, null),
                SenderProgress.NONE,
                new RowReconciliation(Tally.NONE, Tally.NONE, Tally.NONE, new Tally(8, 0), Tally.NONE, 0),
                new ErrorCounts(List.of()),
                StageTimestamps.NONE,
                RejectsKept.NONE,
                new FileSeries(2, 0, null),
                Outcome.OPEN,
                new FileWindows(3, 5),
                ChunkRanges.NONE);
    }

    /** A small file of a client with a name. Since 0.4. */
    static FileState ofClient() {
        return new FileState(
                "owned",
                new Activity(9_500, 9_500, 9_500, null),
                new FileDescription(FileSource.RECORD, "measurements", null, 9_400, null, null, "l\u00e4b.1"),
                new SenderProgress(true, true, 0, 0, 62, 1, 0),
                RowReconciliation.NONE,
                new ErrorCounts(List.of()),
                StageTimestamps.NONE,
                RejectsKept.NONE,
                FileSeries.NONE,
                Outcome.OPEN,
                FileWindows.NONE,
                ChunkRanges.NONE);
    }

    /** An upload whose chunks are in two partitions. Since 0.5. */
    static FileState placed() {
        return new FileState(
                "placed",
                new Activity(9_700, 9_700, 9_700, null),
                new FileDescription(FileSource.UPLOAD, "song-plays", "p.csv", 9_700, null, null, null),
                new SenderProgress(true, true, 60_000, 9_700, 10, 3, 0),
                new RowReconciliation(Tally.ofFirst(3), Tally.NONE, Tally.NONE, Tally.NONE, Tally.NONE, 0),
                new ErrorCounts(List.of()),
                StageTimestamps.NONE,
                RejectsKept.NONE,
                FileSeries.NONE,
                Outcome.OPEN,
                FileWindows.NONE,
                new ChunkRanges(List.of(new ChunkRange(63, 1L << 40, (1L << 40) + 9), new ChunkRange(0, 0, 0)), 3));
    }

    /** The windows of its series, before and after 1970. Since 0.2. */
    static Map<SeriesWindows.Key, SeriesStatistics> windows() {
        Map<SeriesWindows.Key, SeriesStatistics> windows = new LinkedHashMap<>();
        windows.put(new SeriesWindows.Key("\u00e9\u0000,\u20ac", -3_600, 3_600), statistics(1.5));
        windows.put(new SeriesWindows.Key("\u00e9\u0000,\u20ac", 0, 3_600), statistics(2.5, -1e300));
        windows.put(new SeriesWindows.Key("\u00e9\u0000,\u20ac\u0000", -7_200, 3_600), statistics(3));
        return windows;
    }

    /** Series by their names, with each kind of statistics, with and without the position of the last row. */
    static Map<String, StoredSeries> series() {
        Map<String, StoredSeries> series = new LinkedHashMap<>();
        series.put("", TestStores.value(0));
        series.put("\u00e9\u0000,\u20ac", TestStores.value(-0.0, Double.MIN_VALUE, Double.MAX_VALUE));
        series.put("timed", StoredSeries.of(new SeriesValue(statistics(1e9 + 0.1, 1e9 - 0.7), null, null)));
        series.put(
                "latest",
                StoredSeries.withoutDetails(
                        SeriesValue.of(TestRows.measurement("upload", 3L, 1L << 40, "latest", 4, 5.5))));
        series.put(
                "latest of a stream",
                StoredSeries.withoutDetails(SeriesValue.of(TestRows.measurement("s", null, null, "l", 4))));
        return series;
    }

    /** Series with details: in their entries, in pieces, and of a latest row. Since 0.2. */
    static Map<String, StoredSeries> seriesWithDetails() {
        Map<String, StoredSeries> series = new LinkedHashMap<>();
        series.put("few", StoredSeries.of(value(3)));
        series.put("many", StoredSeries.of(value(100)));
        series.put(
                "latest", StoredSeries.of(SeriesValue.of(TestRows.measurement("f", 1L, 2L, "latest", 4, 5.5, -1e300))));
        return series;
    }

    private static SeriesValue value(int count) {
        double[] numbers =
                IntStream.range(0, count).mapToDouble(i -> i * 0.25 - 7).toArray();
        PercentileSketch sketch = new PercentileSketch();
        TimeProfile profile = new TimeProfile();
        long micros = FIRST_MICROS;
        for (double number : numbers) {
            sketch.add(number);
            profile.add(number, micros);
            micros += STEP_MICROS;
        }
        return new SeriesValue(statistics(numbers), null, new SeriesDetails(sketch, profile));
    }

    static Contribution contribution(String series) {
        return new Contribution(
                series, new ArrivalOrder(1_763_000_000_000L, 2, 1L << 34), "upload", statistics(20.53, 21, -3.25));
    }

    static InvalidRow invalidRow() {
        return new InvalidRow(
                "upload",
                3L,
                1L << 33,
                "a,\"\u00e9",
                true,
                List.of(
                        new RowError("type-error", "value", "expected a number, found x", "x"),
                        new RowError("source-error", null, "the row has no end", null)),
                List.of(new MoreErrors("type-error", "value", 3)),
                4);
    }

    static SeriesStatistics statistics(double... numbers) {
        SeriesStatistics statistics = new SeriesStatistics();
        long micros = FIRST_MICROS;
        for (double number : numbers) {
            statistics.add(number, micros);
            micros += STEP_MICROS;
        }
        return statistics;
    }
}
