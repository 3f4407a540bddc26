package dev.sluice.splitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.csv.Datasets;
import dev.sluice.schemas.csv.Header;
import dev.sluice.schemas.message.RowError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the pure part of the splitter over a text. */
final class Splitting {
    private Splitting() {}

    /** The rows of a file with a header row. */
    static List<RowOutcome> file(String file) throws FaultException {
        return file(file.getBytes(UTF_8));
    }

    static List<RowOutcome> file(byte[] file) throws FaultException {
        RecordCursor records = new CsvText(file).checkedRecords();
        return rest(records, CsvText.takeHeader(records, Datasets.SENSOR_READINGS));
    }

    /** The rows of a chunk. */
    static List<RowOutcome> chunk(byte[] chunk, long firstLine, String headerRow) throws FaultException {
        Header header = CsvText.header(headerRow, Datasets.SENSOR_READINGS);
        return rest(new CsvText(chunk).records(firstLine), header);
    }

    /** {@code 2 valid 2024-05-01T10:00:00Z s1 1.5}, or {@code 2 type-error(value) missing-cell}. */
    static String inWords(RowOutcome row) {
        if (row instanceof RowOutcome.Valid valid) {
            Reading reading = valid.reading();
            return row.line() + " valid " + reading.timestampMicros() + " " + reading.sensorId() + " "
                    + reading.value();
        }
        return row.line() + " "
                + ((RowOutcome.Invalid) row)
                        .errors().stream().map(Splitting::inWords).collect(Collectors.joining(" "));
    }

    private static String inWords(RowError error) {
        return error.code() + (error.field() == null ? "" : "(" + error.field() + ")");
    }

    private static List<RowOutcome> rest(RecordCursor records, Header header) {
        RowReader reader = new RowReader(Datasets.SENSOR_READINGS, header);
        List<RowOutcome> rows = new ArrayList<>();
        while (records.next()) {
            rows.add(reader.read(records));
        }
        return rows;
    }
}
