package dev.sluice.standalone.readings;

import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What must come of one generated file: its rows, valid and invalid, and the statistics of each of its sensors. */
public final class Expected {
    private final @Nullable ExpectedSeries[] bySensor;
    private int series;
    private long validRows;
    private long invalidRows;

    /** @param sensors how many different ones there may be, numbered from 0 */
    public Expected(int sensors) {
        bySensor = new ExpectedSeries[sensors];
    }

    /**
     * Adds a valid row of {@code sensor-N}.
     *
     * @param deviation of its value from the middle of the sensor's kind, in hundredths
     */
    public void addValid(int sensor, int deviation) {
        ExpectedSeries statistics = bySensor[sensor];
        if (statistics == null) {
            statistics = new ExpectedSeries(SensorKind.of(sensor).middle());
            bySensor[sensor] = statistics;
            series++;
        }
        statistics.add(deviation);
        validRows++;
    }

    /** Adds an invalid row. */
    public void addInvalid() {
        invalidRows++;
    }

    /** How many rows must be valid. */
    public long validRows() {
        return validRows;
    }

    /** How many rows there must be. */
    public long rows() {
        return validRows + invalidRows;
    }

    /** Writes it as a result document has it, as exactly as doubles can. */
    public void writeTo(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("status", status().word());
        json.writeNumberProperty("total_rows", rows());
        json.writeNumberProperty("valid_rows", validRows);
        json.writeNumberProperty("invalid_rows", invalidRows);
        json.writeNumberProperty("series", series);
        json.writeName("aggregated_data");
        json.writeStartObject();
        for (int sensor = 0; sensor < bySensor.length; sensor++) {
            ExpectedSeries statistics = bySensor[sensor];
            if (statistics != null) {
                json.writeName("sensor-" + sensor);
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
     * Checks how a file ended.
     *
     * @throws WrongResultException unless it ended with all its rows, each where it belongs
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
     * @throws WrongResultException unless just these series are there, with just these statistics
     */
    public void check(FileSummary end, Map<String, SeriesFigures> found) {
        require(end, "different series", series, found.size());
        for (int sensor = 0; sensor < bySensor.length; sensor++) {
            ExpectedSeries statistics = bySensor[sensor];
            if (statistics != null) {
                SeriesFigures figures = found.get("sensor-" + sensor);
                if (figures == null || !statistics.matches(figures)) {
                    throw new WrongResultException(
                            end.fileId(), "sensor-" + sensor, statistics.toString(), String.valueOf(figures));
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
