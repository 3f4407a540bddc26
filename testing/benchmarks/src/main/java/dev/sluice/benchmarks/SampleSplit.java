package dev.sluice.benchmarks;

import dev.sluice.schemas.row.ValidRowWriter;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.text.TruncatedText;
import java.util.Map;
import java.util.function.BiConsumer;

/** A chunk of valid rows, with what is needed to split it like the splitter. */
final class SampleSplit {
    private static final ReadOptions OPTIONS = new ReadOptions(',', true, ReadOptions.Layout.LONG, Map.of(), Map.of());

    private final byte[] chunk;
    private final Dataset dataset;
    private final Columns columns;

    SampleSplit(String dataset, String headerRow, byte[] chunk) {
        this.chunk = chunk;
        this.dataset = Datasets.shipped().find(dataset).orElseThrow();
        try {
            columns = Columns.of(headerRow, this.dataset, OPTIONS);
        } catch (HeaderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param out receives key and value of each record of {@code valid-rows} */
    void run(BiConsumer<String, byte[]> out) {
        ValidRowWriter writer = new ValidRowWriter("0199c2a0-0000-7000-8000-000000000001", 3L, dataset);
        CsvRows csv = new CsvRows(chunk, 0, 1, dataset, columns, OPTIONS);
        RowHandler handler = new RowHandler() {
            @Override
            public void valid(long line, Object[] values) {
                out.accept(dataset.seriesKey(values), writer.write(line, values));
            }

            @Override
            public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
                throw new IllegalStateException("expected a valid row, found " + raw.text());
            }
        };
        boolean more = true;
        while (more) {
            more = csv.next(handler);
        }
    }
}
