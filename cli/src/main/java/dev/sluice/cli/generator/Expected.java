package dev.sluice.cli.generator;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The expected result of one generated file: its rows, valid and invalid, and the statistics of each of its series. */
public final class Expected {
    private @Nullable ExpectedSeries[] bySeries;
    private final IntFunction<String> names;
    private final IntUnaryOperator middles;
    private int series;
    private long validRows;
    private long invalidRows;

    /**
     * Of series {@code sensor-0} and so on.
     *
     * @param sensors the maximum number of series, numbered from 0
     */
    public Expected(int sensors) {
        this(sensors, sensor -> "sensor-" + sensor, sensor -> SensorKind.of(sensor)
                .middle());
    }

    /**
     * Of any series.
     *
     * @param some the initial capacity in series, numbered from 0
     * @param names in results
     * @param middles the centres of the series' values, in hundredths
     */
    Expected(int some, IntFunction<String> names, IntUnaryOperator middles) {
        this.bySeries = new ExpectedSeries[some];
        this.names = names;
        this.middles = middles;
    }

    /**
     * Adds a valid row with one value.
     *
     * @param deviation of its value from the centre of the series, in hundredths
     */
    public void addValid(int number, int deviation) {
        addValue(number, deviation);
        addValidRow();
    }

    /** Adds a value of a row that may have several. */
    void addValue(int number, int deviation) {
        if (number >= bySeries.length) {
            bySeries = Arrays.copyOf(bySeries, 2 * number);
        }
        ExpectedSeries statistics = bySeries[number];
        if (statistics == null) {
            statistics = new ExpectedSeries(middles.applyAsInt(number));
            bySeries[number] = statistics;
            series++;
        }
        statistics.add(deviation);
    }

    /** Adds the row whose values were added. */
    void addValidRow() {
        validRows++;
    }

    /** Adds an invalid row. */
    public void addInvalid() {
        invalidRows++;
    }

    /** The expected number of valid rows. */
    public long validRows() {
        return validRows;
    }

    /** The expected number of rows. */
    public long rows() {
        return validRows + invalidRows;
    }

    /** Writes it in the format of a result document, as exactly as doubles can. */
    public void writeTo(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("status", status().word());
        json.writeNumberProperty("total_rows", rows());
        json.writeNumberProperty("valid_rows", validRows);
        json.writeNumberProperty("invalid_rows", invalidRows);
        json.writeNumberProperty("series", series);
        json.writeName("aggregated_data");
        json.writeStartObject();
        for (int number = 0; number < bySeries.length; number++) {
            ExpectedSeries statistics = bySeries[number];
            if (statistics != null) {
                json.writeName(names.apply(number));
                statistics.writeTo(json);
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private FileStatus status() {
        if (invalidRows == 0) {
            return FileStatus.PROCESSED;
        }
        return validRows == 0 ? FileStatus.FAILED : FileStatus.PARTIAL;
    }

    /**
     * Checks the outcome of a file.
     *
     * @throws WrongResultException unless it ended with exactly the expected numbers of valid and invalid rows
     */
    public void check(FileSummary end) {
        require(end, "status", status(), end.status());
        require(end, "valid_rows", validRows, end.validRows());
        require(end, "invalid_rows", invalidRows, end.invalidRows());
        require(end, "total_rows", rows(), end.totalRows());
        require(end, "series", (long) series, end.series());
    }

    /**
     * Checks the statistics of a file.
     *
     * @throws WrongResultException unless exactly the expected series are there, with the expected statistics
     */
    public void check(FileSummary end, Map<String, SeriesFigures> found) {
        require(end, "different series", series, found.size());
        for (int number = 0; number < bySeries.length; number++) {
            ExpectedSeries statistics = bySeries[number];
            if (statistics != null) {
                String name = names.apply(number);
                SeriesFigures figures = found.get(name);
                if (figures == null || !statistics.matches(figures)) {
                    throw new WrongResultException(end.fileId(), name, statistics.toString(), String.valueOf(figures));
                }
            }
        }
    }

    private static void require(FileSummary end, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new WrongResultException(end.fileId(), what, expected.toString(), found.toString());
        }
    }
}
