package dev.sluice.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.row.ValidRowWriter;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.row.csv.CsvRows;
import dev.sluice.tabular.row.json.JsonForms;
import dev.sluice.tabular.row.json.JsonRows;
import dev.sluice.tabular.text.TruncatedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** The result of splitting a record of {@code raw-chunks}: the rows in their topics. */
final class SplitText implements RowHandler {
    private final String fileId;
    private final Long chunk;
    private final ValidRowWriter writer;
    private final List<String> valid = new ArrayList<>();
    private final List<String> invalid = new ArrayList<>();

    /** @param chunk or null where it is part of a stream */
    private SplitText(String fileId, Long chunk, Dataset dataset) {
        this.fileId = fileId;
        this.chunk = chunk;
        writer = new ValidRowWriter(fileId, chunk, dataset);
    }

    /** Of a chunk that a gateway cut. */
    static SplitText ofChunk(Headers headers, byte[] text) throws HeaderException {
        ChunkHeaders of = ChunkHeaders.from(headers);
        Dataset dataset = Examples.DATASETS.find(of.dataset()).orElseThrow();
        SplitText split = new SplitText(of.fileId(), of.chunk(), dataset);
        if (of.isJson()) {
            return split.all(JsonRows.ofDocuments(text, of.firstLine(), dataset));
        }
        ReadOptions options = ReadOptions.parse(of.csvOptions());
        Columns columns = Columns.of(of.csvHeader(), dataset, options);
        return split.all(new CsvRows(text, 0, of.firstLine(), dataset, columns, options));
    }

    /** Of a direct producer's record: a whole file or a part of a stream. */
    static SplitText of(String fileId, Long chunk, Headers headers, byte[] text) throws HeaderException {
        String name = Objects.requireNonNullElse(ChunkHeaders.find(headers, ChunkHeaders.DATASET), Datasets.DEFAULT);
        Dataset dataset = Examples.DATASETS.find(name).orElseThrow();
        SplitText split = new SplitText(fileId, chunk, dataset);
        Optional<JsonRows.Form> form = JsonForms.find(ChunkHeaders.find(headers, ChunkHeaders.CONTENT_TYPE), text);
        return split.all(form.isPresent() ? new JsonRows(text, form.get(), 1, dataset) : csv(headers, text, dataset));
    }

    List<String> valid() {
        return valid;
    }

    List<String> invalid() {
        return invalid;
    }

    @Override
    public void valid(long line, Object[] values) {
        valid.add(new String(writer.write(line, values), UTF_8));
    }

    @Override
    public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
        InvalidRow row = InvalidRow.of(fileId, chunk, line, raw, errors);
        invalid.add(Json.MAPPER.writeValueAsString(row));
    }

    private SplitText all(Rows rows) {
        boolean more = true;
        while (more) {
            more = rows.next(this);
        }
        return this;
    }

    private static Rows csv(Headers headers, byte[] text, Dataset dataset) throws HeaderException {
        ReadOptions options =
                ReadOptions.parse(Objects.requireNonNullElse(ChunkHeaders.find(headers, ChunkHeaders.CSV_OPTIONS), ""));
        String headerRow = ChunkHeaders.find(headers, ChunkHeaders.CSV_HEADER);
        if (headerRow != null) {
            return new CsvRows(text, 0, 1, dataset, Columns.of(headerRow, dataset, options), options);
        }
        Detection found = Detection.of(text, 0, text.length, dataset, options);
        return new CsvRows(text, found.firstRow(), 1 + found.linesBefore(), dataset, found.columns(), found.options());
    }
}
