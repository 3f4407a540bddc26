package dev.sluice.aggregator.delta;

import dev.sluice.tabular.stats.PercentileSketch;
import dev.sluice.tabular.stats.TimeProfile;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a series' values beside their statistics, in bounded memory.
 *
 * @param sketch the values for percentiles
 * @param profile the values over time
 */
public record SeriesDetails(PercentileSketch sketch, TimeProfile profile) {
    private static final int SKETCH = 1;
    private static final int PROFILE = 2;

    /** Minimum, maximum and a sum of two. */
    private static final int DOUBLES_PER_POINT = 4;

    /** The maximum size of two tags and lengths. */
    private static final int MAX_FRAME_BYTES = 22;

    public SeriesDetails {
        if (sketch.count() != profile.count()) {
            throw new IllegalArgumentException("expected a profile of the same " + sketch.count()
                    + " values as the sketch, found one of " + profile.count());
        }
    }

    /** Creates the details of a part of a series, without values. */
    static SeriesDetails empty() {
        // The parts of a series must have different seeds, and no part needs the same seed twice.
        return new SeriesDetails(
                new PercentileSketch(ThreadLocalRandom.current().nextLong()), new TimeProfile());
    }

    /** Creates details without values, to which parts are merged. */
    public static SeriesDetails whole() {
        return new SeriesDetails(new PercentileSketch(), new TimeProfile());
    }

    /** Returns details without values, to which later parts are merged. */
    public SeriesDetails emptied() {
        return new SeriesDetails(new PercentileSketch(), profile.emptied());
    }

    /** Adds a finite number, with its time in microseconds since the epoch or null. */
    void add(double number, @Nullable Long micros) {
        sketch.add(number);
        if (micros == null) {
            profile.addTimeless();
        } else {
            profile.add(number, micros);
        }
    }

    /** Adds the values of other details, which aren't modified. */
    public void merge(SeriesDetails other) {
        sketch.merge(other.sketch);
        profile.merge(other.profile);
    }

    /** Returns the number of values that were added. */
    public long count() {
        return sketch.count();
    }

    /** Returns about the number of doubles that are kept. */
    public int size() {
        return sketch.retained() + DOUBLES_PER_POINT * profile.size();
    }

    /** Returns the maximum size of the output of {@link #writeTo}. */
    int maxBytes() {
        return MAX_FRAME_BYTES + sketch.maxBytes() + profile.maxBytes();
    }

    void writeTo(WireWriter out) {
        out.message(SKETCH, sketch, PercentileSketch::writeTo).message(PROFILE, profile, TimeProfile::writeTo);
    }

    /** Returns the serialized form. */
    public byte[] toBytes() {
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
        return new SeriesDetails(
                WireReader.present(in.message(SKETCH, PercentileSketch::readFrom), SKETCH),
                WireReader.present(in.message(PROFILE, TimeProfile::readFrom), PROFILE));
    }

    /**
     * Reads the output of {@link #toBytes}.
     *
     * @throws IllegalArgumentException if the bytes aren't such output
     */
    public static SeriesDetails of(byte[] bytes) {
        return WireReader.read(bytes, SeriesDetails::readFrom);
    }
}
