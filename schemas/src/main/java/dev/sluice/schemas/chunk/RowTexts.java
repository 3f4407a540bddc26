package dev.sluice.schemas.chunk;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.row.csv.RejectedRow;
import dev.sluice.tabular.row.json.JsonForms;
import dev.sluice.tabular.row.json.JsonRows;
import java.util.Objects;
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
        Dataset dataset = dataset(headers.dataset());
        ChunkHeaders.BadRow bad = headers.badRow();
        if (bad != null) {
            return RowText.of(dataset, new RejectedRow(text, bad.bytes(), headers.firstLine(), bad.message()));
        }
        if (headers.isJson()) {
            boolean lines = headers.contentType().equals(ChunkHeaders.NDJSON);
            return RowText.of(
                    dataset,
                    lines
                            ? JsonRows.ofLines(text, headers.firstLine(), dataset)
                            : JsonRows.ofDocuments(text, headers.firstLine(), dataset));
        }
        ReadOptions options = DirectCsv.options(headers.csvOptions());
        Dataset asWritten = options.applyTo(dataset);
        String headerRow = ByteOrderMark.strip(Objects.requireNonNull(headers.csvHeader(), "csvHeader"));
        try {
            Columns columns = Columns.of(headerRow, asWritten, options);
            columns.requireAtMost(datasets.maxColumns());
            CsvRows rows = new CsvRows(text, 0, headers.firstLine(), asWritten, columns, options);
            return RowText.ofCsv(asWritten, rows, headerRow, options);
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
            return RowText.of(dataset, new JsonRows(text, json.get(), 1, dataset));
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
