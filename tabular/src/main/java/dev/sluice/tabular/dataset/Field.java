package dev.sluice.tabular.dataset;

import dev.sluice.tabular.dataset.type.BooleanType;
import dev.sluice.tabular.dataset.type.CellFormat;
import dev.sluice.tabular.dataset.type.Constraint;
import dev.sluice.tabular.dataset.type.FieldType;
import dev.sluice.tabular.dataset.type.StringType;
import dev.sluice.tabular.fast.JsonBuffer;
import dev.sluice.tabular.text.FoundText;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a dataset: its name, and how cells are parsed to values. Values are immutable Java objects whose class
 * depends only on the field's type: {@code String, Double, Long} (integer, year), {@code Boolean, LocalDate,
 * LocalTime}, {@code Long} microseconds since the epoch (datetime), {@code double[]} (list; never modified).
 */
public final class Field {
    /** The value of a missing cell (see missingValues) of an optional field. */
    public static final Object MISSING = new Object();

    private final int index;
    private final String name;
    private final List<String> aliases;
    private final FieldType type;
    private final boolean required;
    private final MissingValues missingValues;
    /** Those with which a cell is accepted although a value is required. */
    private final MissingValues accepted;
    /** Other types reject white space anyway. */
    private final boolean refusesBlank;
    /** An array, as it is iterated for each cell; may be empty. */
    private final Constraint[] constraints;

    public Field(
            int index,
            String name,
            List<String> aliases,
            FieldType type,
            boolean required,
            MissingValues missingValues,
            List<Constraint> constraints) {
        this(
                index,
                name,
                List.copyOf(aliases),
                type,
                required,
                missingValues,
                MissingValues.NONE,
                constraints.toArray(Constraint[]::new));
    }

    private Field(
            int index,
            String name,
            List<String> aliases,
            FieldType type,
            boolean required,
            MissingValues missingValues,
            MissingValues accepted,
            Constraint[] constraints) {
        this.index = index;
        this.name = name;
        this.aliases = aliases;
        this.type = type;
        this.required = required;
        this.missingValues = missingValues;
        this.accepted = accepted;
        this.constraints = constraints;
        refusesBlank = required && (type instanceof StringType || type instanceof BooleanType);
    }

    /** The field's index in the document, from 0. */
    public int index() {
        return index;
    }

    public String name() {
        return name;
    }

    /** The field's aliases in files. */
    public List<String> aliases() {
        return aliases;
    }

    /** The type's name in Table Schema. */
    public String type() {
        return type.name();
    }

    /** Whether each row must have a value: if the document requires it, and always for group fields. */
    public boolean required() {
        return required;
    }

    /**
     * The cell's value, {@link #MISSING}, or null if the cell violates a rule. Fast for valid cells: {@link
     * #violations} describes invalid ones.
     *
     * @param cell trimmed
     */
    public @Nullable Object parse(String cell) {
        if (missingValues.contains(cell)) {
            return required && !accepted.contains(cell) ? null : MISSING;
        }
        Object value = type.parse(cell);
        if (value == null || (refusesBlank && cell.isBlank())) {
            return null;
        }
        return keepsConstraints(value) ? value : null;
    }

    /**
     * Reads this field's cells directly from the bytes of a text.
     *
     * @param textBytes the length of the text; a longer text justifies a larger cache
     */
    public CellReader cells(int textBytes) {
        return new CellReader(this, type.commonCells(textBytes), missingValues.longest());
    }

    boolean keepsConstraints(Object value) {
        for (Constraint constraint : constraints) {
            if (!constraint.keeps(value)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the cell is a missing value, allowed or not. */
    public boolean isMissing(String cell) {
        return missingValues.contains(cell);
    }

    /** The rules that a cell violates; empty exactly if {@link #parse} returns a value. */
    public List<Violation> violations(String cell) {
        boolean missing = missingValues.contains(cell);
        if (required && !accepted.contains(cell) && (missing || cell.isBlank())) {
            return List.of(Violation.ofConstraint("expected a value, found " + FoundText.noValue(cell)));
        }
        if (missing) {
            return List.of();
        }
        Object value = type.parse(cell);
        if (value == null) {
            return List.of(Violation.ofType(type.mismatch(cell)));
        }
        return Arrays.stream(constraints)
                .filter(constraint -> !constraint.keeps(value))
                .map(constraint -> Violation.ofConstraint(constraint.message(value)))
                .toList();
    }

    /**
     * The field as Sluice's own JSON represents it, with JSON numbers, booleans and arrays: it has the same values and
     * constraints, but parses the output of {@link #text} instead of the document's format and missing values. The text
     * of an array is that of its items, separated by commas.
     */
    public Field canonical() {
        return new Field(
                index, name, aliases, type.canonical(), required, MissingValues.NONE, MissingValues.NONE, constraints);
    }

    /**
     * The field in a file whose cells are written in another format.
     *
     * @param measured whether it is the measure: a row is no reading if its cell is one of the format's missing values
     */
    Field in(CellFormat format, boolean measured) {
        return new Field(
                index,
                name,
                aliases,
                type.in(format),
                required,
                missingValues.and(format.missingCells()),
                measured ? MissingValues.NONE.and(format.missingCells()) : MissingValues.NONE,
                constraints);
    }

    /**
     * The canonical text of a value: the same for equal values, however their cells were written; UTC, {@code
     * 2020-01-01}, {@code 7}.
     */
    public String text(Object value) {
        return type.text(value);
    }

    /** The value as a cell in the document's own format: {@code 1,5}. */
    public String cell(Object value) {
        return type.cell(value);
    }

    /** Writes a value as JSON: numbers, booleans, arrays of numbers; everything else as its canonical text. */
    public void write(JsonBuffer json, Object value) {
        type.write(json, value);
    }

    /**
     * A rule that a cell violates.
     *
     * @param code of Frictionless: {@code type-error} or {@code constraint-error}
     * @param message what was expected and what was found
     */
    public record Violation(String code, String message) {
        static Violation ofType(String message) {
            return new Violation("type-error", message);
        }

        static Violation ofConstraint(String message) {
            return new Violation("constraint-error", message);
        }
    }
}
