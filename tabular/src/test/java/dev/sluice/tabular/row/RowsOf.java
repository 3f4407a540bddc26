package dev.sluice.tabular.row;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.row.json.JsonRows;
import dev.sluice.tabular.text.TruncatedText;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a text.
 *
 * @param valid {@code 2: [2024-05-01T10:00:00Z, s1, 1.5]}: the line, and all fields' canonical texts
 */
public record RowsOf(List<String> valid, List<Invalid> invalid) {

    public record Invalid(long line, TruncatedText raw, List<RowError> errors) {}

    /** The rows of a file after its header row. */
    public static RowsOf csv(byte[] text, Detection detection, Dataset dataset) {
        return csv(
                text,
                detection.firstRow(),
                1 + detection.linesBefore(),
                dataset,
                detection.columns(),
                detection.options());
    }

    public static RowsOf csv(
            byte[] text, int from, long firstLine, Dataset dataset, Columns columns, ReadOptions options) {
        CsvRows rows = new CsvRows(text, from, firstLine, dataset, columns, options);
        Collector collector = new Collector(dataset);
        boolean more = true;
        while (more) {
            more = rows.next(collector);
        }
        return new RowsOf(collector.valid, collector.invalid);
    }

    /** The rows of a JSON text that starts on line 1. */
    public static RowsOf json(byte[] text, JsonRows.Form form, Dataset dataset) {
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
        public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
            invalid.add(new Invalid(line, raw, List.copyOf(errors.listed())));
        }

        private static String text(Field field, Object value) {
            return value == Field.MISSING ? "null" : field.text(value);
        }
    }
}
