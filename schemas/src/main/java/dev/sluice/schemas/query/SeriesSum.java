package dev.sluice.schemas.query;

import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.SeriesStatistics;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Some partitions' share of a series over files, in a form that merges with other shares without loss.
 *
 * @param files the number of files with the series
 * @param latest the latest of these files
 * @param latestOnly whether only the latest file counts for a series
 * @param statistics the statistics over the rows of all these files, or of the latest file; in JSON, the output of
 *     {@link SeriesStatistics#toBytes} in Base64
 * @param sketch the same values for percentiles, in JSON likewise; null if a file of them has none
 */
public record SeriesSum(
        String series,
        long files,
        Latest latest,
        boolean latestOnly,

        @JsonSerialize(using = StatisticsSerializer.class) @JsonDeserialize(using = StatisticsDeserializer.class)
        SeriesStatistics statistics,

        @JsonSerialize(using = SketchSerializer.class) @JsonDeserialize(using = SketchDeserializer.class) @Nullable
        PercentileSketch sketch) {

    /**
     * The time of a file for comparison: by the broker's timestamp, then by the record's position, then by id.
     *
     * @param atMs the broker's timestamp, in milliseconds since the epoch
     * @param partition the partition of {@code raw-chunks} of a file that is one record, otherwise -1
     * @param offset the offset of that record, otherwise 0
     */
    public record Latest(long atMs, int partition, long offset, String fileId) implements Comparable<Latest> {
        private static final Comparator<Latest> ORDER = Comparator.comparingLong(Latest::atMs)
                .thenComparingInt(Latest::partition)
                .thenComparingLong(Latest::offset)
                .thenComparing(Latest::fileId);

        @Override
        public int compareTo(Latest other) {
            return ORDER.compare(this, other);
        }
    }

    /** Returns the sum with another share of the same series; neither is modified. */
    public SeriesSum plus(SeriesSum other) {
        SeriesSum later = latest.compareTo(other.latest) < 0 ? other : this;
        if (latestOnly) {
            return new SeriesSum(series, files + other.files, later.latest, true, later.statistics, later.sketch);
        }
        SeriesStatistics merged = new SeriesStatistics();
        merged.merge(statistics);
        merged.merge(other.statistics);
        return new SeriesSum(series, files + other.files, later.latest, false, merged, merged(sketch, other.sketch));
    }

    private static @Nullable PercentileSketch merged(@Nullable PercentileSketch one, @Nullable PercentileSketch other) {
        if (one == null || other == null) {
            return null;
        }
        PercentileSketch merged = new PercentileSketch();
        merged.merge(one);
        merged.merge(other);
        return merged;
    }

    /** Returns the form for display. */
    public SeriesOverFiles result() {
        return new SeriesOverFiles(
                series,
                files,
                latest.fileId(),
                Instant.ofEpochMilli(latest.atMs()),
                SeriesFigures.of(statistics, sketch));
    }

    static final class StatisticsSerializer extends ValueSerializer<SeriesStatistics> {
        @Override
        public void serialize(SeriesStatistics statistics, JsonGenerator json, SerializationContext context) {
            json.writeBinary(statistics.toBytes());
        }
    }

    static final class SketchSerializer extends ValueSerializer<PercentileSketch> {
        @Override
        public void serialize(PercentileSketch sketch, JsonGenerator json, SerializationContext context) {
            json.writeBinary(sketch.toBytes());
        }
    }

    static final class SketchDeserializer extends ValueDeserializer<PercentileSketch> {
        @Override
        public PercentileSketch deserialize(JsonParser json, DeserializationContext context) {
            try {
                return PercentileSketch.of(json.getBinaryValue());
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(PercentileSketch.class, "expected a sketch, found %s", e);
            }
        }
    }

    static final class StatisticsDeserializer extends ValueDeserializer<SeriesStatistics> {
        @Override
        public SeriesStatistics deserialize(JsonParser json, DeserializationContext context) {
            try {
                return SeriesStatistics.of(json.getBinaryValue());
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(SeriesStatistics.class, "expected statistics, found %s", e);
            }
        }
    }
}
