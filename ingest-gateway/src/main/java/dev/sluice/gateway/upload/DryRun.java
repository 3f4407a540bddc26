package dev.sluice.gateway.upload;

import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.csv.CsvFile;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.gateway.request.Upload;
import dev.sluice.gateway.request.UploadQuery;
import dev.sluice.gateway.settings.GatewayProperties;
import dev.sluice.tabular.dataset.Field;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.Detection;
import dev.sluice.tabular.row.csv.CsvRows;
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
        try (CsvFile csv = CsvFile.open(upload, query, properties.maxRowBytes(), properties)) {
            RowSample sample = new RowSample(query.dataset(), max);
            take(csv, query, sample);
            return report(csv, upload, query, sample);
        }
    }

    private static void take(CsvFile csv, UploadQuery query, RowSample sample) throws RefusedException {
        Detection detection = csv.detection();
        Optional<Chunk> chunk = csv.next();
        while (chunk.isPresent()) {
            CsvRows rows = new CsvRows(
                    chunk.get().bytes(),
                    0,
                    chunk.get().firstLine(),
                    query.dataset(),
                    detection.columns(),
                    detection.options());
            boolean more = true;
            while (more) {
                if (sample.isFull()) {
                    return;
                }
                more = rows.next(sample);
            }
            chunk = csv.next();
        }
        csv.finish();
    }

    private static DryRunReport report(CsvFile csv, Upload upload, UploadQuery query, RowSample sample) {
        return new DryRunReport(
                query.dataset().name(),
                upload.filename(),
                csv.charset().name(),
                csv.isGzip() ? "gzip" : null,
                String.valueOf(csv.delimiter()),
                csv.hasHeaderRow(),
                query.options().layout().name().toLowerCase(Locale.ROOT),
                columns(csv.detection().columns()),
                constants(csv.detection().columns()),
                sample.validRows() + sample.invalidRows(),
                sample.validRows(),
                sample.invalidRows(),
                sample.errors(),
                sample.rejects(),
                sample.rows(),
                sample.invalidRows() == 0 ? List.of() : csv.start().suggestions(query, upload.filename()));
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
