package dev.sluice.gateway.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.tabular.row.RowError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file would be read, and what its first rows would come to. Nothing of it is stored.
 *
 * @param dataset what the columns mean
 * @param filename the file's name
 * @param encoding the charset it is written in
 * @param compression {@code gzip}, or null
 * @param delimiter between cells
 * @param header whether the first record is a header row
 * @param layout {@code long} or {@code wide}
 * @param columns the file's columns, in their order
 * @param constants by field the value that all rows have
 * @param rowsChecked how many rows were looked at
 * @param validRows of these
 * @param invalidRows of these
 * @param errors how many errors of each code and field these have
 * @param rejects the first of the invalid rows
 * @param rows the first of the valid rows: by field the canonical text of its value
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DryRunReport(
        String dataset,
        String filename,
        String encoding,
        @Nullable String compression,
        String delimiter,
        boolean header,
        String layout,
        List<Column> columns,
        Map<String, String> constants,
        @JsonProperty("rows_checked") long rowsChecked,
        @JsonProperty("valid_rows") long validRows,
        @JsonProperty("invalid_rows") long invalidRows,
        List<ErrorCount> errors,
        List<Reject> rejects,
        List<Map<String, String>> rows) {

    public DryRunReport {
        columns = List.copyOf(columns);
        constants = Map.copyOf(constants);
        errors = List.copyOf(errors);
        rejects = List.copyOf(rejects);
        rows = List.copyOf(rows);
    }

    /**
     * A column of the file.
     *
     * @param name as it stands in the header row, or the field's where there is none
     * @param field the field that its cells are values of, or null where they aren't read
     * @param type the field's type
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Column(
            String name, @Nullable String field, @Nullable String type) {}

    /**
     * A row that breaks rules.
     *
     * @param line the physical line it starts on
     * @param raw as it came, cut where it is too long
     * @param errors the first 20
     * @param moreErrors how many more there are, or null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reject(
            long line,
            String raw,
            List<RowError> errors,

            @JsonProperty("more_errors") @Nullable Long moreErrors) {
        Reject {
            errors = List.copyOf(errors);
        }
    }
}
