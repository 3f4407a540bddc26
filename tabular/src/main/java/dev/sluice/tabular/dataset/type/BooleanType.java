package dev.sluice.tabular.dataset.type;

import dev.sluice.tabular.fast.JsonBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Booleans. */
public final class BooleanType extends FieldType {
    public static final List<String> TRUE_VALUES = List.of("true", "True", "TRUE", "1");
    public static final List<String> FALSE_VALUES = List.of("false", "False", "FALSE", "0");

    private final List<String> trueValues;
    private final List<String> falseValues;
    private final Set<String> isTrue;
    private final Set<String> isFalse;

    public BooleanType(List<String> trueValues, List<String> falseValues) {
        this.trueValues = trueValues;
        this.falseValues = falseValues;
        isTrue = Set.copyOf(trueValues);
        isFalse = Set.copyOf(falseValues);
    }

    @Override
    public String name() {
        return "boolean";
    }

    @Override
    public String expected() {
        return "one of "
                + Stream.concat(trueValues.stream(), falseValues.stream()).collect(Collectors.joining(", "));
    }

    @Override
    @Nullable
    public Object parse(String cell) {
        if (isTrue.contains(cell)) {
            return true;
        }
        return isFalse.contains(cell) ? false : null;
    }

    @Override
    public String text(Object value) {
        return value.toString();
    }

    @Override
    public String cell(Object value) {
        return (Boolean) value ? trueValues.get(0) : falseValues.get(0);
    }

    @Override
    public void write(JsonBuffer json, Object value) {
        json.bool((Boolean) value);
    }

    @Override
    public FieldType canonical() {
        return new BooleanType(List.of("true"), List.of("false"));
    }
}
