package dev.sluice.gateway.upload;

import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.TruncatedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts rows, and keeps the first valid and the first invalid ones. */
final class RowSample implements RowHandler {
    private static final int KEPT_ROWS = 5;
    private static final int KEPT_REJECTS = 20;
    /** As much as a record of invalid rows has of each. */
    private static final int KEPT_RAW_CHARS = 4 * 1024;
    /** Of all rejects, but for the last one, which may be longer. */
    private static final int KEPT_CHARS = 64 * 1024;

    private final Dataset dataset;
    private final int max;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private final List<DryRunReport.Reject> rejects = new ArrayList<>();
    private final Map<ErrorKind, Long> errors = new LinkedHashMap<>();
    private long valid;
    private long invalid;
    private long moreRejects;
    private int keptChars;
    private @Nullable Fault fault;

    private record ErrorKind(String code, @Nullable String field) {}

    /** @param max the number of rows after which it has enough */
    RowSample(Dataset dataset, int max) {
        this.dataset = dataset;
        this.max = max;
    }

    boolean isFull() {
        return valid + invalid >= max;
    }

    @Override
    public void valid(long line, Object[] values) {
        valid++;
        if (rows.size() < KEPT_ROWS) {
            rows.add(texts(values));
        }
    }

    @Override
    public void invalid(long line, TruncatedText raw, ValidationErrors found) {
        invalid += found.cells();
        if (rejects.size() < KEPT_REJECTS && keptChars < KEPT_CHARS) {
            String shown = TruncatedText.ofChars(raw.text(), KEPT_RAW_CHARS);
            rejects.add(new DryRunReport.Reject(line, shown, found.listed(), found.further()));
            keptChars += shown.length();
            found.listed().forEach(error -> keptChars += error.message().length());
        } else {
            moreRejects++;
        }
        for (RowError error : found.listed()) {
            errors.merge(new ErrorKind(error.code(), error.field()), 1L, Long::sum);
        }
        found.more().forEach(more -> errors.merge(new ErrorKind(more.code(), more.field()), more.count(), Long::sum));
    }

    /** Sets why the file would fail, if it would. */
    void fail(@Nullable Fault why) {
        fault = why;
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    /** The number of invalid rows that aren't kept, or null if there are none. */
    @Nullable
    Long moreRejects() {
        return moreRejects == 0 ? null : moreRejects;
    }

    long rowsChecked() {
        return valid + invalid;
    }

    long validRows() {
        return valid;
    }

    long invalidRows() {
        return invalid;
    }

    /** The first valid rows: by field the canonical text of its value, in the dataset's order. */
    List<Map<String, String>> rows() {
        return rows;
    }

    /** The first invalid rows. */
    List<DryRunReport.Reject> rejects() {
        return rejects;
    }

    /** The number of errors by code and field in all invalid rows, in the order of their first occurrence. */
    List<ErrorCount> errors() {
        return errors.entrySet().stream()
                .map(entry ->
                        new ErrorCount(entry.getKey().code(), entry.getKey().field(), entry.getValue()))
                .toList();
    }

    private Map<String, String> texts(Object[] values) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Field field : dataset.fields()) {
            Object value = values[field.index()];
            if (value != Field.MISSING) {
                texts.put(field.name(), field.text(value));
            }
        }
        return texts;
    }
}
