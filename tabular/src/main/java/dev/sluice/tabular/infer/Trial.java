package dev.sluice.tabular.infer;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.text.TruncatedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The outcome of reading a sample with a dataset, as an upload is read.
 *
 * @param valid the number of valid rows; in the wide layout of readings
 * @param invalid the number of invalid ones
 * @param reasons why rows are invalid: an example of each kind of error
 */
record Trial(long valid, long invalid, List<String> reasons) {
    private static final int MAX_REASONS = 5;

    /**
     * Reads the sample.
     *
     * @param from the index of the first byte that is read
     * @param maxRecords the maximum number of records that are read
     * @throws HeaderException if the beginning doesn't fit the dataset
     */
    static Trial of(Dataset dataset, ReadOptions options, byte[] text, int from, int maxRecords)
            throws HeaderException {
        Detection detection = Detection.of(text, from, text.length, dataset, options);
        CsvRows rows = new CsvRows(
                text,
                detection.firstRow(),
                detection.linesBefore() + 1,
                dataset,
                detection.columns(),
                detection.options());
        Counter counter = new Counter();
        int records = 0;
        while (records < maxRecords && rows.next(counter)) {
            records++;
        }
        Fault fault = rows.fault();
        if (fault != null) {
            counter.reasons.put(fault.code(), fault.message());
        }
        return new Trial(counter.valid, counter.invalid, List.copyOf(counter.reasons.values()));
    }

    /** Whether all rows are valid, of which there is at least one. */
    boolean isClean() {
        return valid > 0 && invalid == 0;
    }

    private static final class Counter implements RowHandler {
        private final Map<String, String> reasons = new LinkedHashMap<>();
        private long valid;
        private long invalid;

        @Override
        public void valid(long line, Object[] values) {
            valid++;
        }

        @Override
        public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
            invalid += errors.cells();
            for (RowError error : errors.listed()) {
                String kind = error.code() + " " + error.field();
                if (reasons.size() < MAX_REASONS && !reasons.containsKey(kind)) {
                    String field = error.field() == null ? "" : error.field() + ": ";
                    reasons.put(kind, String.format(Locale.ROOT, "line %d: %s%s", line, field, error.message()));
                }
            }
        }
    }
}
