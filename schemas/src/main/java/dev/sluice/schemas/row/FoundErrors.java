package dev.sluice.schemas.row;

import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.MoreErrors;
import dev.sluice.schemas.message.RowError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a row: the first {@value InvalidRow#MAX_ERRORS} errors, and how many there are beyond them, so that it costs no
 * more than the row, however much is wrong.
 */
public final class FoundErrors {
    /** There are fewer codes. */
    private static final int CODES = 10;

    private final List<RowError> told = new ArrayList<>();
    private final Map<Kind, Long> more = new LinkedHashMap<>();
    private int cells = 1;

    private record Kind(String code, @Nullable String field) {}

    /** One error. */
    public static FoundErrors of(RowError error) {
        FoundErrors errors = new FoundErrors();
        errors.add(error);
        return errors;
    }

    /** Those, and no others. */
    public static FoundErrors of(List<RowError> all) {
        FoundErrors errors = new FoundErrors();
        all.forEach(errors::add);
        return errors;
    }

    /** At least one, and at most {@value InvalidRow#MAX_ERRORS}. */
    public List<RowError> told() {
        return told;
    }

    /** How many more there are of each code and field. */
    public List<MoreErrors> more() {
        return more.entrySet().stream()
                .map(kind -> new MoreErrors(kind.getKey().code(), kind.getKey().field(), kind.getValue()))
                .toList();
    }

    /** How many more there are, or null where there are none. */
    public @Nullable Long further() {
        return more.isEmpty()
                ? null
                : more.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The row as it is written. */
    public InvalidRow row(String fileId, @Nullable Long chunk, long line, CutText raw) {
        return new InvalidRow(
                fileId,
                chunk,
                line,
                raw.text(),
                raw.truncated(),
                told,
                more.isEmpty() ? null : more(),
                cells == 1 ? null : cells);
    }

    /** As how many invalid rows the row counts. */
    public int cells() {
        return cells;
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    void add(RowError error) {
        if (told.size() == InvalidRow.MAX_ERRORS) {
            count(error.code(), error.field(), 1);
        } else {
            told.add(error);
        }
    }

    void addAll(List<RowError> errors) {
        errors.forEach(this::add);
    }

    void addAll(FoundErrors errors) {
        errors.told.forEach(this::add);
        errors.more.forEach((kind, count) -> count(kind.code(), kind.field(), count));
    }

    /** More errors, which aren't told. There are as many kinds as are told, at most; what is of yet others counts as of its code alone. */
    private void count(String code, @Nullable String field, long count) {
        Kind kind = new Kind(code, field);
        boolean isKnown = more.containsKey(kind) || more.size() < InvalidRow.MAX_ERRORS - CODES;
        more.merge(isKnown ? kind : new Kind(code, null), count, Long::sum);
    }

    /** Says as how many invalid rows the row counts. */
    FoundErrors ofCells(int count) {
        cells = count;
        return this;
    }

    void clear() {
        told.clear();
        more.clear();
        cells = 1;
    }
}
