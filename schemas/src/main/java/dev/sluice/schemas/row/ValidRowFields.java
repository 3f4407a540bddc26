package dev.sluice.schemas.row;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.dataset.JsonCell;
import dev.sluice.tabular.dataset.JsonCell.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The fields of a dataset's rows that statistics need: group fields, the measure and the time. */
final class ValidRowFields {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Dataset dataset;
    private final Map<String, Used> byName = new HashMap<>();
    private final List<Field> required = new ArrayList<>();

    /** A field in its canonical form, and the kind of its values. */
    private record Used(Field field, Kind kind) {
        static Used of(Field field) {
            return new Used(field.canonical(), Kind.of(field));
        }
    }

    ValidRowFields(Dataset dataset) {
        this.dataset = dataset;
        dataset.groupBy().forEach(this::use);
        use(dataset.measure());
        if (dataset.time() != null) {
            use(dataset.time());
        }
    }

    Dataset dataset() {
        return dataset;
    }

    /** The canonical form of a needed field; otherwise null. */
    @Nullable
    Field canonical(String name) {
        Used used = byName.get(name);
        return used == null ? null : used.field();
    }

    boolean needs(String name) {
        return byName.containsKey(name);
    }

    /** The values of a row of which nothing was read yet. */
    Object[] noValues() {
        Object[] values = new Object[dataset.fields().size()];
        Arrays.fill(values, Field.MISSING);
        return values;
    }

    /** Sets a field's value by its index. Has no effect if the field isn't needed. */
    void set(String name, JsonCell cell, Object[] values) {
        Used used = byName.get(name);
        if (used == null) {
            return;
        }
        if (cell.kind() != used.kind()) {
            throw new SerializationException(
                    "expected " + used.kind().inWords() + " as " + name + ", found " + cell.text());
        }
        Object value = used.field().parse(cell.text());
        if (value == null) {
            throw new SerializationException(name + ": "
                    + used.field().violations(cell.text()).stream()
                            .map(Field.Violation::message)
                            .collect(Collectors.joining("; ")));
        }
        values[used.field().index()] = value;
    }

    /** A required field without a value, if there is one. */
    @Nullable
    Field lacking(Object[] values) {
        for (Field field : required) {
            if (values[field.index()] == Field.MISSING) {
                return field;
            }
        }
        return null;
    }

    ValidRow row(String fileId, @Nullable Long chunk, @Nullable Long line, Object[] values) {
        Field lacking = lacking(values);
        if (lacking != null) {
            throw new SerializationException("expected the field " + lacking.name() + ", found none");
        }
        return new ValidRow(
                fileId,
                chunk,
                line,
                dataset,
                dataset.seriesKey(values),
                measured(values[dataset.measure().index()]),
                dataset.time() == null ? null : micros(values[dataset.time().index()]));
    }

    private void use(Field field) {
        boolean first = byName.put(field.name(), Used.of(field)) == null;
        // A row without a reading isn't published.
        if (first && (field.required() || field.equals(dataset.measure()))) {
            required.add(field);
        }
    }

    private static double[] measured(Object value) {
        return value instanceof Number number ? new double[] {number.doubleValue()} : (double[]) value;
    }

    /** A date is its first instant in UTC. */
    private static @Nullable Long micros(Object value) {
        if (value instanceof LocalDate day) {
            return day.toEpochDay() * MICROS_PER_DAY;
        }
        return value == Field.MISSING ? null : (Long) value;
    }
}
