package dev.sluice.benchmarks;

import dev.sluice.schemas.csv.Columns;
import dev.sluice.schemas.csv.HeaderException;
import dev.sluice.schemas.csv.ReadOptions;
import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.dataset.Datasets;
import dev.sluice.schemas.message.ValidRowWriter;
import dev.sluice.schemas.row.CsvRows;
import dev.sluice.schemas.row.CutText;
import dev.sluice.schemas.row.FoundErrors;
import dev.sluice.schemas.row.RowHandler;
import java.util.Map;
import java.util.function.BiConsumer;

/** A chunk of good rows, and what it takes to split it as the splitter does. */
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

    /** @param out takes the key and the value of each record of {@code valid-rows} */
    void run(BiConsumer<String, byte[]> out) {
        ValidRowWriter writer = new ValidRowWriter("0199c2a0-0000-7000-8000-000000000001", 3L, dataset);
        CsvRows csv = new CsvRows(chunk, 0, 1, dataset, columns, OPTIONS);
        RowHandler handler = new RowHandler() {
            @Override
            public void valid(long line, Object[] values) {
                out.accept(dataset.seriesKey(values), writer.write(line, values));
            }

            @Override
            public void invalid(long line, CutText raw, FoundErrors errors) {
                throw new IllegalStateException("expected a valid row, found " + raw.text());
            }
        };
        boolean more = true;
        while (more) {
            more = csv.next(handler);
        }
    }
}
