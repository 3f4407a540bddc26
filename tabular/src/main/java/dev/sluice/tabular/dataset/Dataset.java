package dev.sluice.tabular.dataset;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file's columns mean, compiled from a document: a Frictionless Table Schema 2.0 with a Table Dialect and one
 * property of ours, {@code sluice}, that says which fields group the rows, which is measured and which is the time.
 *
 * @param name what uploads and messages call it, e.g. {@code sensor-readings}
 * @param title for people
 * @param description for people; may be empty
 * @param fields in the document's order; {@code fields.get(i).index() == i}
 * @param fieldsMatch how a file's columns must match the fields
 * @param delimiter between cells, or null where it is to be detected
 * @param headerRow whether files have one
 * @param groupBy what rows are grouped by into series, at least one field
 * @param measure what the statistics are of: a number, an integer, or a list of them
 * @param time what first and last are taken of, or null where rows have no time
 * @param overFiles what a series over several files is
 * @param result the columns of the CSV result, at least one
 * @param document as it was written, JSON
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
        List<ResultColumn> result,
        String document) {

    /** How a file's columns must match the fields, as in Table Schema. */
    public enum FieldsMatch {
        /** The same, in the same order. */
        EXACT,
        /** The same, in any order. */
        EQUAL,
        /** All fields, and maybe more columns. */
        SUBSET,
        /** No other columns than fields, and maybe fewer. */
        SUPERSET,
        /** At least one. */
        PARTIAL
    }

    /** Whether files have a header row. */
    public enum HeaderRow {
        REQUIRED,
        /** A file may also begin with its first row, with the fields in the document's order. */
        OPTIONAL,
        ABSENT
    }

    /** What a series is over several complete files. */
    public enum OverFiles {
        /** All of their rows together. */
        MERGED,
        /** Only the row that came last, by the broker's time, partition and offset; within a file, its last row. */
        LATEST
    }

    public Dataset {
        fields = List.copyOf(fields);
        groupBy = List.copyOf(groupBy);
        result = List.copyOf(result);
    }

    /** The names of all fields, in the document's order. */
    public List<String> fieldNames() {
        return fields.stream().map(Field::name).toList();
    }

    /** The field of exactly that name. */
    public Optional<Field> field(String fieldName) {
        return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
    }

    /**
     * What a row is grouped under: the canonical text of its one group field, or a CSV record (RFC 4180) of the
     * canonical texts of several. Never empty.
     *
     * @param values by field index
     */
    public String seriesKey(Object[] values) {
        Field only = groupBy.get(0);
        return groupBy.size() == 1 ? only.text(values[only.index()]) : SeriesKeys.join(groupBy, values);
    }

    /** The canonical texts that a series key was made of, one for each group field. */
    public List<String> seriesCells(String seriesKey) {
        return groupBy.size() == 1 ? List.of(seriesKey) : SeriesKeys.split(seriesKey);
    }
}
