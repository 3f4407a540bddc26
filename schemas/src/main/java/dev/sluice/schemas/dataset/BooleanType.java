package dev.sluice.schemas.dataset;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Yes or no. */
final class BooleanType extends FieldType {
    static final List<String> TRUE_VALUES = List.of("true", "True", "TRUE", "1");
    static final List<String> FALSE_VALUES = List.of("false", "False", "FALSE", "0");

    private final List<String> trueValues;
    private final List<String> falseValues;
    private final Set<String> isTrue;
    private final Set<String> isFalse;

    BooleanType(List<String> trueValues, List<String> falseValues) {
        this.trueValues = trueValues;
        this.falseValues = falseValues;
        isTrue = Set.copyOf(trueValues);
        isFalse = Set.copyOf(falseValues);
    }

    @Override
    String name() {
        return "boolean";
    }

    @Override
    String expected() {
        return "one of "
                + Stream.concat(trueValues.stream(), falseValues.stream()).collect(Collectors.joining(", "));
    }

    @Override
    @Nullable
    Object parse(String cell) {
        if (isTrue.contains(cell)) {
            return true;
        }
        return isFalse.contains(cell) ? false : null;
    }

    @Override
    String text(Object value) {
        return value.toString();
    }

    @Override
    String cell(Object value) {
        return (Boolean) value ? trueValues.get(0) : falseValues.get(0);
    }

    @Override
    void write(JsonBuffer json, Object value) {
        json.bool((Boolean) value);
    }

    @Override
    FieldType canonical() {
        return new BooleanType(List.of("true"), List.of("false"));
    }
}
