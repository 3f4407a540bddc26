package dev.sluice.schemas.row;

import dev.sluice.schemas.csv.Columns;
import dev.sluice.schemas.csv.Detection;
import dev.sluice.schemas.csv.ReadOptions;
import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.dataset.Field;
import dev.sluice.schemas.message.RowError;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a text.
 *
 * @param valid {@code 2: [2024-05-01T10:00:00Z, s1, 1.5]}: the line, and all fields' canonical texts
 */
record RowsOf(List<String> valid, List<Invalid> invalid) {

    record Invalid(long line, CutText raw, List<RowError> errors) {}

    /** Those of a file behind its header row. */
    static RowsOf csv(byte[] text, Detection detection, Dataset dataset) {
        return csv(
                text,
                detection.firstRow(),
                1 + detection.linesBefore(),
                dataset,
                detection.columns(),
                detection.options());
    }

    static RowsOf csv(byte[] text, int from, long firstLine, Dataset dataset, Columns columns, ReadOptions options) {
        CsvRows rows = new CsvRows(text, from, firstLine, dataset, columns, options);
        Collector collector = new Collector(dataset);
        boolean more = true;
        while (more) {
            more = rows.next(collector);
        }
        return new RowsOf(collector.valid, collector.invalid);
    }

    /** Those of a JSON text that starts on line 1. */
    static RowsOf json(byte[] text, JsonRows.Form form, Dataset dataset) {
        JsonRows rows = new JsonRows(text, form, 1, dataset);
        Collector collector = new Collector(dataset);
        boolean more = true;
        while (more) {
            more = rows.next(collector);
        }
        return new RowsOf(collector.valid, collector.invalid);
    }

    private static final class Collector implements RowHandler {
        private final Dataset dataset;
        private final List<String> valid = new ArrayList<>();
        private final List<Invalid> invalid = new ArrayList<>();

        Collector(Dataset dataset) {
            this.dataset = dataset;
        }

        @Override
        public void valid(long line, Object[] values) {
            List<String> texts = dataset.fields().stream()
                    .map(field -> text(field, values[field.index()]))
                    .toList();
            valid.add(line + ": " + texts);
        }

        @Override
        public void invalid(long line, CutText raw, FoundErrors errors) {
            invalid.add(new Invalid(line, raw, List.copyOf(errors.told())));
        }

        private static String text(Field field, Object value) {
            return value == Field.MISSING ? "null" : field.text(value);
        }
    }
}
