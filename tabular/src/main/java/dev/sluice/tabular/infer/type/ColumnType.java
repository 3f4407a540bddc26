package dev.sluice.tabular.infer.type;

import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.text.FoundText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The type of a column, with its evidence.
 *
 * @param column the column
 * @param properties of the field in a document: its type with its format, without name and missing values
 * @param field of this type, which may read cells
 * @param read how many of the sampled values are valid
 * @param values how many of the sampled cells have a value
 * @param missing the cells, other than the empty one, that mean "no value"
 * @param notes what a reader should know, as sentences without their ends
 */
public record ColumnType(
        Column column,
        ObjectNode properties,
        Field field,
        int read,
        int values,
        List<String> missing,
        List<String> notes) {
    /** The note of a column whose times have no zone. */
    static final String UTC = "times without a zone are taken as UTC";

    public ColumnType {
        missing = List.copyOf(missing);
        notes = List.copyOf(notes);
    }

    /** Whether it has times without a zone, or parts of such times. */
    public boolean isLocal() {
        return type().equals("date") || notes.contains(UTC);
    }

    /** The same, if times without a zone are taken as those of a zone. */
    public ColumnType inZone(String zone) {
        List<String> others = notes.stream()
                .map(note -> note.equals(UTC) ? "times without a zone are taken as those of zone=" + zone : note)
                .toList();
        return new ColumnType(column, properties, field, read, values, missing, others);
    }

    /** The type's name in Table Schema. */
    public String type() {
        return field.type();
    }

    /** The column's name in the file. */
    public String name() {
        return column.name();
    }

    /** Whether it can be measured. */
    public boolean isNumber() {
        return type().equals("number") || type().equals("integer");
    }

    /** Whether it has a spreadsheet's numbers of days, which {@code time_format=serial} reads, but no document. */
    public boolean isSerial() {
        return type().equals("datetime") && field.parse("45291.5") != null;
    }

    /** Whether each sampled cell is a valid value. */
    public boolean isComplete() {
        return read == column.cells().size();
    }

    /** Whether cells are words for "no value", which name nothing. */
    public boolean hasNoValues() {
        return column.counts().keySet().stream().anyMatch(NoValues::isWord);
    }

    /** The value of a cell, or null if it has none or is invalid. */
    public @Nullable Object value(String cell) {
        Object value = missing.contains(cell) ? null : field.parse(cell);
        return value == Field.MISSING ? null : value;
    }

    /** How many of the values it reads, in words. */
    public String share() {
        return String.format(Locale.ROOT, "%,d of %,d values", read, values);
    }

    /** A value in quotes. */
    public String example() {
        return longest().map(FoundText::quoted).orElse("none");
    }

    /** The longest cell with a value, if there is one. */
    public Optional<String> longest() {
        return column.counts().keySet().stream()
                .filter(cell -> value(cell) != null)
                .max(Comparator.comparingInt(String::length));
    }

    /** What another notation would make of the cells, to be put behind a reason; empty if there is none. */
    public String doubt() {
        return notes.stream()
                .filter(note -> note.contains("could mean"))
                .map(note -> "; " + note)
                .findFirst()
                .orElse("");
    }

    /** Whether the format is a strptime pattern. */
    public boolean hasPattern() {
        return !pattern("").isEmpty();
    }

    /** The strptime pattern of the format, or another text if it has none. */
    public String pattern(String otherwise) {
        String format = properties.path("format").asString("");
        return format.indexOf('%') < 0 ? otherwise : format;
    }
}
