package dev.sluice.aggregator.merge;

import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.RowReconciliation;
import dev.sluice.aggregator.store.FileStore;
import dev.sluice.aggregator.store.SeriesStore;
import dev.sluice.aggregator.store.StoredSeries;
import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.SeriesFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Creates the result with which a file's end is published. */
final class FileResults {
    /** The maximum size of the statistics as JSON; a record may have 256 KiB. */
    static final int MAX_STATISTICS_BYTES = 248 * 1024;

    private FileResults() {}

    /**
     * The result of a file whose outcome is decided, with its statistics if they fit, and with percentiles if they fit
     * too.
     */
    static FileResult of(FileState state, FileStore store) {
        SeriesStore all = store.series();
        Map<String, SeriesFigures> statistics = fitting(
                state,
                all,
                (name, series) -> SeriesFigures.of(series.statistics(), all.sketch(state.fileId(), name, series)));
        if (statistics == null) {
            statistics = fitting(state, all, (name, series) -> SeriesFigures.of(series.statistics()));
        }
        return new FileResult(state.finalSummary(), statistics, chunks(state));
    }

    private static FileResult.@Nullable Chunks chunks(FileState state) {
        RowReconciliation rows = state.rows();
        List<ChunkRange> ranges = state.chunks().of(rows.chunksSplit().rows());
        return ranges == null ? null : new FileResult.Chunks(ranges, rows.validSplit(), rows.invalidSplit());
    }

    private static @Nullable Map<String, SeriesFigures> fitting(
            FileState state, SeriesStore all, BiFunction<String, StoredSeries, SeriesFigures> figures) {
        Map<String, SeriesFigures> statistics = new LinkedHashMap<>();
        Size size = new Size();
        all.read(state.fileId(), null, (name, series) -> {
            Map<String, SeriesFigures> entry = Map.of(name, figures.apply(name, series));
            size.bytes += Json.MAPPER.writeValueAsBytes(entry).length;
            statistics.putAll(entry);
            return size.fits();
        });
        return size.fits() ? statistics : null;
    }

    /** The result of a file of which a record was quarantined: its statistics are incomplete. */
    static FileResult withoutStatistics(FileState state) {
        return new FileResult(state.finalSummary(), null, chunks(state));
    }

    private static final class Size {
        private int bytes;

        boolean fits() {
            return bytes <= MAX_STATISTICS_BYTES;
        }
    }
}
