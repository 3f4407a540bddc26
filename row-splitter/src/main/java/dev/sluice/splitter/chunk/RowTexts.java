package dev.sluice.splitter.chunk;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.row.json.JsonForms;
import dev.sluice.tabular.row.json.JsonRows;
import java.util.Optional;

/** Determines how the rows of a text are read. */
public final class RowTexts {
    private final Datasets datasets;

    public RowTexts(Datasets datasets) {
        this.datasets = datasets;
    }

    /** The text of a chunk: its gateway has detected the format and put it into the headers. */
    public RowText ofChunk(byte[] text, ChunkHeaders headers) throws FaultException {
        refuseTooLarge(text);
        ReadOptions options = DirectCsv.options(headers.csvOptions());
        Dataset dataset = options.applyTo(dataset(headers.dataset()));
        String headerRow = ByteOrderMark.strip(headers.csvHeader());
        try {
            Columns columns = Columns.of(headerRow, dataset, options);
            columns.requireAtMost(datasets.maxColumns());
            CsvRows rows = new CsvRows(text, 0, headers.firstLine(), dataset, columns, options);
            return RowText.ofCsv(dataset, rows, headerRow, options);
        } catch (HeaderException e) {
            throw new FaultException(e);
        }
    }

    /** The text of a direct producer, which may be anything. Errors in JSON are reported with its rows. */
    public RowText ofRecord(byte[] text, DirectHeaders headers) throws FaultException {
        refuseTooLarge(text);
        Dataset dataset = dataset(headers.dataset());
        Optional<JsonRows.Form> json = JsonForms.find(headers.contentType(), text);
        if (json.isPresent()) {
            return RowText.ofJson(dataset, new JsonRows(text, json.get(), 1, dataset));
        }
        return new DirectCsv(text, dataset, datasets.maxColumns()).read(headers);
    }

    private Dataset dataset(String name) throws FaultException {
        return datasets.find(name)
                .orElseThrow(() -> new FaultException(
                        "unknown-dataset",
                        "expected one of the datasets " + String.join(", ", datasets.names()) + ", found " + name));
    }

    private static void refuseTooLarge(byte[] text) throws FaultException {
        if (text.length > Topics.MAX_RECORD_BYTES) {
            throw new FaultException(
                    "too-large",
                    "expected at most " + Topics.MAX_RECORD_BYTES + " bytes in one record, found " + text.length);
        }
    }
}
