package dev.sluice.tabular.dataset;

import dev.sluice.tabular.dataset.type.CellFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a file's columns, compiled from a document: a Frictionless Table Schema 2.0 with a Table Dialect and
 * an additional property {@code sluice}, which names the fields that group the rows, the measured field and the time
 * field.
 *
 * @param name the name in uploads and messages, e.g. {@code sensor-readings}
 * @param title for display
 * @param description for display; may be empty
 * @param fields in the document's order; {@code fields.get(i).index() == i}
 * @param fieldsMatch how a file's columns must match the fields
 * @param delimiter between cells, or null if it is detected
 * @param headerRow whether files have a header row
 * @param groupBy the fields that group rows into series, at least one
 * @param measure the field of which statistics are kept: a number, an integer, or a list of these
 * @param time the field of first and last, or null if rows have no time
 * @param overFiles what a series over several files is
 * @param windows the windows of time with separate statistics, or null if there are none; only with a time
 * @param percentiles whether a file's series have percentiles and are kept over time
 * @param result the columns of the CSV result, at least one
 * @param document the original JSON
 */
public record Dataset(
        String name,
        String title,
        String description,
        List<Field> fields,
        FieldsMatch fieldsMatch,
        @Nullable Character delimiter,
        HeaderRow headerRow,
        List<Field> groupBy,
        Field measure,
        @Nullable Field time,
        OverFiles overFiles,
        @Nullable Windows windows,
        boolean percentiles,
        List<ResultColumn> result,
        String document) {

    /** How a file's columns must match the fields, as in Table Schema. */
    public enum FieldsMatch {
        /** The same columns in the same order. */
        EXACT,
        /** The same columns in any order. */
        EQUAL,
        /** All fields, and possibly more columns. */
        SUBSET,
        /** No columns but fields, and possibly fewer. */
        SUPERSET,
        /** At least one field. */
        PARTIAL
    }

    /** Whether files have a header row. */
    public enum HeaderRow {
        REQUIRED,
        /** A file may also begin with its first row, whose cells are in the order of the document's fields. */
        OPTIONAL,
        ABSENT
    }

    /** What a series is over several complete files. */
    public enum OverFiles {
        /** All rows of all files. */
        MERGED,
        /** Only the latest row, by the broker's timestamp, partition and offset; within a file, its last row. */
        LATEST
    }

    public Dataset {
        fields = List.copyOf(fields);
        groupBy = List.copyOf(groupBy);
        result = List.copyOf(result);
    }

    /** The same for a file whose cells are written in another format. */
    public Dataset in(CellFormat format) {
        List<Field> other = fields.stream()
                .map(field -> field.in(format, field.index() == measure.index()))
                .toList();
        return new Dataset(
                name,
                title,
                description,
                other,
                fieldsMatch,
                delimiter,
                headerRow,
                groupBy.stream().map(field -> other.get(field.index())).toList(),
                other.get(measure.index()),
                time == null ? null : other.get(time.index()),
                overFiles,
                windows,
                percentiles,
                result,
                document);
    }

    /** The names of all fields, in the document's order. */
    public List<String> fieldNames() {
        return fields.stream().map(Field::name).toList();
    }

    /** The field with exactly this name. */
    public Optional<Field> field(String fieldName) {
        return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
    }

    /**
     * Whether a row has a measured value; one without is no reading, so it counts neither as valid nor as invalid.
     *
     * @param values by field index
     */
    public boolean hasReading(Object[] values) {
        return values[measure.index()] != Field.MISSING;
    }

    /**
     * The series of a row: the canonical text of its group field, or a CSV record (RFC 4180) of the canonical texts of
     * several. Never empty.
     *
     * @param values by field index
     */
    public String seriesKey(Object[] values) {
        Field only = groupBy.get(0);
        return groupBy.size() == 1 ? only.text(values[only.index()]) : SeriesKeys.join(groupBy, values);
    }

    /** The canonical texts of which a series key consists, one for each group field. */
    public List<String> seriesCells(String seriesKey) {
        return groupBy.size() == 1 ? List.of(seriesKey) : SeriesKeys.split(seriesKey);
    }
}
