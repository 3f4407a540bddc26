package dev.sluice.splitter.split;

import dev.sluice.schemas.chunk.DirectHeaders;
import dev.sluice.schemas.chunk.FaultException;
import dev.sluice.schemas.chunk.RowText;
import dev.sluice.schemas.chunk.RowTexts;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.RowHandler;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.TruncatedText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs the pure part of the splitter over a text of sensor readings. A row in words is
 * {@code 2 valid 1714557600000000 s1 1.5} or {@code 2 type-error(value) missing-cell}.
 */
final class Splitting implements RowHandler {
    private static final RowTexts TEXTS = new RowTexts(Datasets.shipped());
    private static final DirectHeaders NO_HEADERS = new DirectHeaders(Datasets.DEFAULT, null, null, null, "", null);

    private final List<String> rows = new ArrayList<>();

    private Splitting() {}

    /** The rows of a file with a header row. */
    static List<String> file(byte[] file) throws FaultException {
        return rows(TEXTS.ofRecord(file, NO_HEADERS));
    }

    /** The rows of a chunk. */
    static List<String> chunk(byte[] chunk, long firstLine, String headerRow) throws FaultException {
        return rows(TEXTS.ofChunk(
                chunk, new ChunkHeaders("f", 0, firstLine, Datasets.DEFAULT, "a.csv", headerRow, "", "text/csv")));
    }

    @Override
    public void valid(long line, Object[] values) {
        rows.add(line + " valid " + values[0] + " " + values[1] + " " + values[2]);
    }

    @Override
    public void invalid(long line, TruncatedText raw, ValidationErrors errors) {
        rows.add(line + " " + errors.listed().stream().map(Splitting::inWords).collect(Collectors.joining(" ")));
    }

    private static String inWords(RowError error) {
        return error.code() + (error.field() == null ? "" : "(" + error.field() + ")");
    }

    private static List<String> rows(RowText text) {
        Splitting splitting = new Splitting();
        boolean more = true;
        while (more) {
            more = text.rows().next(splitting);
        }
        return splitting.rows;
    }
}
