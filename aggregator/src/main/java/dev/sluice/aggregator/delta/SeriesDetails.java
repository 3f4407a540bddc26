package dev.sluice.aggregator.delta;

import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.TimeProfile;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a series' values beside their statistics, in bounded memory: a sketch for percentiles, and a profile
 * over time. Values are added to both only when there are many, or when they are asked for. A delta mostly has fewer:
 * their list is smaller than sketch and profile, and takes less work to write and to read.
 *
 * <p>Not thread-safe.
 */
public final class SeriesDetails {
    private static final int SKETCH = 1;
    private static final int PROFILE = 2;

    /** After the fields of {@link RecentValues}. */
    private static final int INTERVAL_SECONDS = 3;

    /** Of {@link #size}: a value and its time; and minimum, maximum and a sum of two. */
    private static final int NUMBERS_PER_VALUE = 2;

    private static final int NUMBERS_PER_POINT = 4;

    /** The maximum size of two tags and lengths. */
    private static final int MAX_FRAME_BYTES = 22;

    /** Sketch and profile. */
    public static final Part<SeriesDetails> ALL = new Part<>(
            SeriesDetails::whole,
            SeriesDetails::readFrom,
            details -> details,
            SeriesDetails::merge,
            SeriesDetails::count);

    public static final Part<PercentileSketch> SKETCH_ALONE = new Part<>(
            PercentileSketch::new,
            SeriesDetails::sketchFrom,
            SeriesDetails::sketch,
            PercentileSketch::merge,
            PercentileSketch::count);

    public static final Part<TimeProfile> PROFILE_ALONE = new Part<>(
            TimeProfile::new,
            SeriesDetails::profileFrom,
            SeriesDetails::profile,
            TimeProfile::merge,
            TimeProfile::count);

    /**
     * A part of the details, to be read and merged without the rest.
     *
     * @param empty creates one without values, to which others are merged
     * @param from reads it from the serialized details
     * @param of returns that of details
     * @param merge adds the values of the second to the first
     * @param count returns the number of values
     */
    public record Part<T>(
            Supplier<T> empty,
            Function<WireReader, T> from,
            Function<SeriesDetails, T> of,
            BiConsumer<T, T> merge,
            ToLongFunction<T> count) {
        /**
         * Reads the part of the output of {@link SeriesDetails#toBytes}.
         *
         * @throws IllegalArgumentException if the bytes have no such part
         */
        public T read(byte[] details) {
            return WireReader.read(details, from);
        }
    }

    private final PercentileSketch sketch;
    private final TimeProfile profile;
    /** The values that aren't in sketch and profile yet. */
    private final RecentValues recent;

    private SeriesDetails(PercentileSketch sketch, TimeProfile profile, RecentValues recent) {
        if (sketch.count() != profile.count()) {
            throw new IllegalArgumentException("expected a profile of the same " + sketch.count()
                    + " values as the sketch, found one of " + profile.count());
        }
        this.sketch = sketch;
        this.profile = profile;
        this.recent = recent;
    }

    /** Creates details of the values of both, which must be the same. */
    public SeriesDetails(PercentileSketch sketch, TimeProfile profile) {
        this(sketch, profile, new RecentValues());
    }

    /** Creates the details of a part of a series, without values. */
    static SeriesDetails empty() {
        return new SeriesDetails(partSketch(), new TimeProfile(), new RecentValues());
    }

    /** Creates details without values, to which parts are merged. */
    public static SeriesDetails whole() {
        return new SeriesDetails(new PercentileSketch(), new TimeProfile());
    }

    /** Returns details without values, to which later parts are merged. */
    public SeriesDetails emptied() {
        return new SeriesDetails(partSketch(), profile().emptied());
    }

    /** The parts of a series must have different seeds, and no part needs the same seed twice. */
    private static PercentileSketch partSketch() {
        return new PercentileSketch(ThreadLocalRandom.current().nextLong());
    }

    /** Returns all values for percentiles. */
    public PercentileSketch sketch() {
        summarize();
        return sketch;
    }

    /** Returns all values over time. */
    public TimeProfile profile() {
        summarize();
        return profile;
    }

    private void summarize() {
        recent.addTo(sketch, profile);
        recent.clear();
    }

    /** Adds a finite number, with its time in microseconds since the epoch or null. */
    void add(double number, @Nullable Long micros) {
        if (recent.isFull()) {
            summarize();
        }
        recent.add(number, micros);
    }

    /** Adds the values of other details, which aren't modified. */
    public void merge(SeriesDetails other) {
        if (other.sketch.count() > 0) {
            sketch.merge(other.sketch);
            profile.merge(other.profile);
        }
        if (recent.size() + other.recent.size() > RecentValues.MAX) {
            summarize();
        }
        other.recent.addTo(recent);
    }

    /** Returns the number of values that were added. */
    public long count() {
        return sketch.count() + recent.size();
    }

    /** Returns about the number of numbers that are kept. */
    public int size() {
        return sketch.retained() + NUMBERS_PER_POINT * profile.size() + NUMBERS_PER_VALUE * recent.size();
    }

    /** Checks whether all values are in a list, which {@link #writeValuesTo} writes. */
    boolean isList() {
        return sketch.count() == 0;
    }

    /** Returns the maximum size of the output of {@link #writeTo} or {@link #writeValuesTo}. */
    int maxBytes() {
        if (!isList()) {
            summarize();
        }
        return MAX_FRAME_BYTES + sketch.maxBytes() + profile.maxBytes() + recent.maxBytes();
    }

    /** Writes a list of all values, and the length of the intervals to which they will be added. */
    public void writeValuesTo(WireWriter out) {
        recent.writeTo(out);
        out.number(INTERVAL_SECONDS, profile.intervalSeconds());
    }

    /**
     * Reads the output of {@link #writeValuesTo}.
     *
     * @throws IllegalArgumentException if the fields can't be such a list
     */
    public static SeriesDetails readValuesFrom(WireReader in) {
        RecentValues values = RecentValues.readFrom(in);
        return new SeriesDetails(partSketch(), TimeProfile.ofInterval(in.number(INTERVAL_SECONDS)), values);
    }

    /** Writes a sketch and a profile of all values. */
    void writeTo(WireWriter out) {
        out.message(SKETCH, sketch(), PercentileSketch::writeTo).message(PROFILE, profile(), TimeProfile::writeTo);
    }

    /** Returns the serialized form of a sketch and a profile of all values. */
    public byte[] toBytes() {
        summarize();
        WireWriter out = new WireWriter(maxBytes());
        writeTo(out);
        return out.toBytes();
    }

    /**
     * Reads the output of {@link #writeTo}.
     *
     * @throws IllegalArgumentException if the fields can't be a sketch and a profile of the same values
     */
    static SeriesDetails readFrom(WireReader in) {
        return new SeriesDetails(sketchFrom(in), profileFrom(in));
    }

    private static PercentileSketch sketchFrom(WireReader in) {
        return WireReader.present(in.message(SKETCH, PercentileSketch::readFrom), SKETCH);
    }

    private static TimeProfile profileFrom(WireReader in) {
        return WireReader.present(in.message(PROFILE, TimeProfile::readFrom), PROFILE);
    }
}
