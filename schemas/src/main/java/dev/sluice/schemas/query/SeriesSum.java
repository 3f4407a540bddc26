package dev.sluice.schemas.query;

import dev.sluice.tabular.stats.SeriesStatistics;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What some partitions have of a series over files, in the form that merges with what others have, without any loss.
 *
 * @param files how many files have it
 * @param latest the file that came last of these
 * @param latestOnly whether of a series only what the latest file has of it counts
 * @param statistics of all these files' rows, or of the latest file's; in JSON the bytes that {@link SeriesStatistics} writes
 */
public record SeriesSum(
        String series,
        long files,
        Latest latest,
        boolean latestOnly,

        @JsonSerialize(using = StatisticsSerializer.class) @JsonDeserialize(using = StatisticsDeserializer.class)
        SeriesStatistics statistics) {

    /**
     * When a file came, as compared with others: by the broker's time, where that is the same by where its record is, and
     * where that doesn't tell either by its id.
     *
     * @param atMs in milliseconds since the epoch
     * @param partition of {@code raw-chunks} that a file of one record is in, else -1
     * @param offset of that record there, else 0
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

    /** This and what other partitions have of the same series; both stay as they are. */
    public SeriesSum plus(SeriesSum other) {
        SeriesSum later = latest.compareTo(other.latest) < 0 ? other : this;
        SeriesStatistics merged = new SeriesStatistics();
        if (latestOnly) {
            merged.merge(later.statistics);
        } else {
            merged.merge(statistics);
            merged.merge(other.statistics);
        }
        return new SeriesSum(series, files + other.files, later.latest, latestOnly, merged);
    }

    /** As it is shown. */
    public SeriesOverFiles result() {
        return new SeriesOverFiles(
                series, files, latest.fileId(), Instant.ofEpochMilli(latest.atMs()), SeriesFigures.of(statistics));
    }

    static final class StatisticsSerializer extends ValueSerializer<SeriesStatistics> {
        @Override
        public void serialize(SeriesStatistics statistics, JsonGenerator json, SerializationContext context) {
            ByteBuffer bytes = ByteBuffer.allocate(SeriesStatistics.BYTES);
            statistics.writeTo(bytes);
            json.writeBinary(bytes.array());
        }
    }

    static final class StatisticsDeserializer extends ValueDeserializer<SeriesStatistics> {
        @Override
        public SeriesStatistics deserialize(JsonParser json, DeserializationContext context) {
            try {
                return SeriesStatistics.readFrom(ByteBuffer.wrap(json.getBinaryValue()));
            } catch (IllegalArgumentException | BufferUnderflowException e) {
                return context.reportInputMismatch(SeriesStatistics.class, "expected statistics, found %s", e);
            }
        }
    }
}
