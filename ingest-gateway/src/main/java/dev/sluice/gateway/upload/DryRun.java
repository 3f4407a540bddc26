package dev.sluice.gateway.upload;

import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.csv.CsvFile;
import dev.sluice.gateway.csv.UploadFile;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.FileNames;
import dev.sluice.gateway.request.Upload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.schemas.message.ChunkHeaders.BadRow;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.csv.RejectedRow;
import dev.sluice.tabular.row.json.JsonNotes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the first rows of an upload as the splitter would, without storing them. */
public final class DryRun {
    private DryRun() {}

    /**
     * Tries the first rows of a file, and reads little more than these.
     *
     * @param max the maximum number of rows; a record of several rows is read as a whole
     * @throws RefusedException if the beginning of the file would be refused
     */
    public static DryRunReport of(Upload upload, UploadQuery query, int max, GatewayProperties properties)
            throws RefusedException {
        // The smallest chunks that can hold any row.
        try (UploadFile file = UploadFiles.open(upload, query, properties.maxRowBytes(), properties)) {
            RowSample sample = new RowSample(query.dataset(), max);
            take(file, sample);
            return report(file, upload, query, sample);
        }
    }

    private static void take(UploadFile file, RowSample sample) throws RefusedException {
        Optional<Chunk> chunk = file.next();
        while (chunk.isPresent()) {
            Rows rows = rows(file, chunk.get());
            boolean more = true;
            while (more && !sample.isFull()) {
                more = rows.next(sample);
            }
            // Behind a fault, the rows of later chunks would be misread.
            sample.fail(rows.fault());
            if (more || sample.fault() != null) {
                return;
            }
            chunk = file.next();
        }
        file.finish();
    }

    private static Rows rows(UploadFile file, Chunk chunk) {
        BadRow bad = chunk.badRow();
        return bad == null
                ? file.rows(chunk)
                : new RejectedRow(chunk.bytes(), bad.bytes(), chunk.firstLine(), bad.message());
    }

    private static DryRunReport report(UploadFile file, Upload upload, UploadQuery query, RowSample sample) {
        CsvFile csv = file instanceof CsvFile one ? one : null;
        return new DryRunReport(
                query.dataset().name(),
                FileNames.shown(upload.filename(), file.format()),
                file.format(),
                file.charset().name(),
                file.isGzip() ? "gzip" : null,
                csv == null ? null : String.valueOf(csv.delimiter()),
                csv == null ? null : csv.hasHeaderRow(),
                csv == null ? null : query.options().layout().name().toLowerCase(Locale.ROOT),
                csv == null ? List.of() : columns(csv.detection().columns()),
                csv == null ? Map.of() : constants(csv.detection().columns()),
                sample.rowsChecked(),
                sample.validRows(),
                sample.invalidRows(),
                sample.fault(),
                sample.errors(),
                sample.rejects(),
                sample.moreRejects(),
                sample.rows(),
                csv == null ? notes(sample, query) : csv.start().notes(query, sample.rowsChecked()),
                csv == null || sample.invalidRows() == 0
                        ? List.of()
                        : csv.start().suggestions(query, upload.filename()));
    }

    private static List<String> notes(RowSample json, UploadQuery query) {
        return json.validRows() > 0 || json.rejects().isEmpty()
                ? List.of()
                : JsonNotes.of(json.rejects().get(0).raw(), query.dataset());
    }

    private static List<DryRunReport.Column> columns(Columns columns) {
        return columns.all().stream().map(DryRun::column).toList();
    }

    private static DryRunReport.Column column(Columns.Column column) {
        Field field = column.field();
        return field == null
                ? new DryRunReport.Column(column.name(), null, null)
                : new DryRunReport.Column(column.name(), field.name(), field.type());
    }

    private static Map<String, String> constants(Columns columns) {
        return columns.constants().stream()
                .collect(Collectors.toMap(constant -> constant.field().name(), constant -> constant.field()
                        .text(constant.value())));
    }
}
