package dev.sluice.tabular.row;

import dev.sluice.tabular.text.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The errors of a row: the first {@value Limits#ERRORS}, and the number of further ones, so that their size stays
 * bounded.
 */
public final class ValidationErrors {
    /** There are fewer codes. */
    private static final int CODES = 10;

    private final List<RowError> listed = new ArrayList<>();
    private final Map<Kind, Long> more = new LinkedHashMap<>();
    private int cells = 1;

    private record Kind(String code, @Nullable String field) {}

    /** A single error. */
    public static ValidationErrors of(RowError error) {
        ValidationErrors errors = new ValidationErrors();
        errors.add(error);
        return errors;
    }

    /** Exactly these errors. */
    public static ValidationErrors of(List<RowError> all) {
        ValidationErrors errors = new ValidationErrors();
        all.forEach(errors::add);
        return errors;
    }

    /** The listed errors: at least one, and at most {@value Limits#ERRORS}. */
    public List<RowError> listed() {
        return listed;
    }

    /** The number of further errors by code and field. */
    public List<MoreErrors> more() {
        return more.entrySet().stream()
                .map(kind -> new MoreErrors(kind.getKey().code(), kind.getKey().field(), kind.getValue()))
                .toList();
    }

    /** The number of further errors, or null if there are none. */
    public @Nullable Long further() {
        return more.isEmpty()
                ? null
                : more.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The number of invalid rows that the row counts as. */
    public int cells() {
        return cells;
    }

    public boolean isEmpty() {
        return listed.isEmpty();
    }

    public void add(RowError error) {
        if (listed.size() == Limits.ERRORS) {
            count(error.code(), error.field(), 1);
        } else {
            listed.add(error);
        }
    }

    public void addAll(List<RowError> errors) {
        errors.forEach(this::add);
    }

    public void addAll(ValidationErrors errors) {
        errors.listed.forEach(this::add);
        errors.more.forEach((kind, count) -> count(kind.code(), kind.field(), count));
    }

    /**
     * Counts further errors. There are at most as many kinds as errors are listed; errors of other kinds are counted by
     * code only.
     */
    private void count(String code, @Nullable String field, long count) {
        Kind kind = new Kind(code, field);
        boolean isKnown = more.containsKey(kind) || more.size() < Limits.ERRORS - CODES;
        more.merge(isKnown ? kind : new Kind(code, null), count, Long::sum);
    }

    /** Sets the number of invalid rows that the row counts as. */
    public ValidationErrors ofCells(int count) {
        cells = count;
        return this;
    }

    public void clear() {
        listed.clear();
        more.clear();
        cells = 1;
    }
}
