package dev.sluice.aggregator.delta;

import dev.sluice.schemas.message.Tally;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * The contribution of some rows to one series of one file and, where the dataset has windows, to one window of the
 * series; not yet merged.
 *
 * @param origin whether the rows are of chunks or of a stream
 * @param dataset the dataset that the rows of an open stream name; null for files of chunks, whose events name it
 * @param series the key of the series
 * @param tally the number of rows and the sum of their lines; at least one row
 * @param value the statistics of the rows, or of the last of them; empty if no row has a number
 * @param detailed whether the dataset has percentiles, so that details are kept of the series
 * @param window the window of all rows; null if the dataset has none, or if the rows have no time
 */
public record Delta(
        RowOrigin origin,
        @Nullable String dataset,
        String series,
        Tally tally,
        SeriesValue value,
        boolean detailed,
        @Nullable Window window) {
    /**
     * The maximum length of a series key in UTF-16 code units: twice that of eight group fields of 1,024 characters,
     * which is the maximum that the splitter accepts.
     */
    public static final int MAX_SERIES_LENGTH = 32 * 1024;

    /** The maximum size of a UTF-16 code unit in UTF-8. */
    private static final int MAX_BYTES_OF_CHAR = 3;

    /** Far more than a transaction contains, and few enough that no count of a file overflows. */
    private static final long MAX_ROWS = 1L << 40;

    /** The maximum length of a dataset's name. */
    private static final int MAX_DATASET_LENGTH = 1_024;

    /** The maximum size of everything but the texts and the value: nine tags and lengths, and six numbers. */
    private static final int MAX_FRAME_BYTES = 80;

    private static final int ORIGIN = 1;
    private static final int DATASET = 2;
    private static final int SERIES = 3;
    private static final int ROWS = 4;
    private static final int CHECKSUM = 5;
    private static final int VALUE = 6;
    private static final int WINDOW = 7;
    private static final int VALUES = 8;
    private static final int WITHOUT_DETAILS = 9;

    public Delta {
        if ((dataset == null) != (origin == RowOrigin.CHUNK)) {
            throw new IllegalArgumentException("expected a dataset of streams only, found " + dataset);
        }
        if (dataset != null && dataset.length() > MAX_DATASET_LENGTH) {
            throw new IllegalArgumentException("expected a dataset of at most " + MAX_DATASET_LENGTH
                    + " characters, found one of " + dataset.length());
        }
        if (series.length() > MAX_SERIES_LENGTH) {
            throw new IllegalArgumentException("expected a series of at most " + MAX_SERIES_LENGTH
                    + " characters, found one of " + series.length());
        }
        if (tally.rows() < 1 || tally.rows() > MAX_ROWS) {
            throw new IllegalArgumentException("expected 1 to " + MAX_ROWS + " rows, found " + tally.rows());
        }
    }

    /** Returns the maximum size of the output of {@link #writeTo}. */
    int maxBytes() {
        int chars = series.length() + (dataset == null ? 0 : dataset.length());
        return MAX_BYTES_OF_CHAR * chars + value.maxBytes() + MAX_FRAME_BYTES;
    }

    void writeTo(WireWriter out) {
        out.number(ORIGIN, origin.code()).text(DATASET, dataset).text(SERIES, series);
        out.number(ROWS, tally.rows()).number(CHECKSUM, tally.checksum());
        out.message(VALUE, value, SeriesValue::writeTo);
        out.message(WINDOW, window, Window::writeTo);
        out.message(VALUES, value.list(), SeriesDetails::writeValuesTo);
        out.flag(WITHOUT_DETAILS, !detailed);
    }

    /**
     * Reads the output of {@link #writeTo}.
     *
     * @throws IllegalArgumentException if the fields aren't a valid delta
     */
    static Delta readFrom(WireReader in) {
        RowOrigin origin = RowOrigin.of(in.number(ORIGIN));
        String dataset = in.text(DATASET);
        String series = WireReader.present(in.text(SERIES), SERIES);
        Tally tally = new Tally(in.number(ROWS), in.number(CHECKSUM));
        SeriesValue figures = WireReader.present(in.message(VALUE, SeriesValue::readFrom), VALUE);
        Window window = in.message(WINDOW, Window::readFrom);
        SeriesValue value = figures.withList(in.message(VALUES, SeriesDetails::readValuesFrom));
        SeriesDetails details = value.details();
        if (details != null && details.count() != value.statistics().count()) {
            throw new IllegalArgumentException("expected details of the same "
                    + value.statistics().count() + " values as the statistics, found those of " + details.count());
        }
        if (window != null && !window.contains(value.statistics())) {
            throw new IllegalArgumentException("expected values in the " + window.seconds() + " s from "
                    + window.start() + " s after 1970, found others");
        }
        return new Delta(origin, dataset, series, tally, value, !in.flag(WITHOUT_DETAILS), window);
    }
}
