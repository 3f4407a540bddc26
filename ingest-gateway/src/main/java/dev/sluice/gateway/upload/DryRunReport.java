package dev.sluice.gateway.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.tabular.infer.Suggestion;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.row.RowError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a dry run: how a file would be read, and its first rows. Nothing is stored.
 *
 * @param dataset the dataset of the rows
 * @param filename the file's name
 * @param format {@code csv}, {@code json} or {@code ndjson}
 * @param encoding the charset of the file
 * @param compression {@code gzip}, or null
 * @param delimiter between cells; null for JSON
 * @param header whether the first record is a header row; null for JSON
 * @param layout {@code long} or {@code wide}; null for JSON
 * @param columns the file's columns, in their order; none for JSON
 * @param constants by field the value that all rows have
 * @param rowsChecked the number of rows read
 * @param validRows the number of these that are valid
 * @param invalidRows the number of these that are invalid
 * @param reason why the file would fail as a whole, or null
 * @param errors the number of errors by code and field
 * @param rejects the first invalid rows
 * @param moreRejects the number of further ones, or null
 * @param rows the first valid rows: by field the canonical text of its value
 * @param notes what a reader should know though rows are valid, as sentences without their ends
 * @param suggestions parameters with which more of these rows would be valid, in the order in which they build upon
 *     each other
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DryRunReport(
        String dataset,
        String filename,
        String format,
        String encoding,
        @Nullable String compression,
        @Nullable String delimiter,
        @Nullable Boolean header,
        @Nullable String layout,
        List<Column> columns,
        Map<String, String> constants,
        @JsonProperty("rows_checked") long rowsChecked,
        @JsonProperty("valid_rows") long validRows,
        @JsonProperty("invalid_rows") long invalidRows,
        @Nullable Fault reason,
        List<ErrorCount> errors,
        List<Reject> rejects,

        @JsonProperty("more_rejects") @Nullable Long moreRejects,

        List<Map<String, String>> rows,
        List<String> notes,
        List<Suggestion> suggestions) {

    public DryRunReport {
        columns = List.copyOf(columns);
        constants = Map.copyOf(constants);
        errors = List.copyOf(errors);
        rejects = List.copyOf(rejects);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        suggestions = List.copyOf(suggestions);
    }

    /**
     * A column of the file.
     *
     * @param name its name in the header row, or the field's if there is none
     * @param field the field of its cells, or null if the column is ignored
     * @param type the field's type
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Column(
            String name, @Nullable String field, @Nullable String type) {}

    /**
     * An invalid row.
     *
     * @param line the physical line on which it starts
     * @param raw the row, truncated if it is long
     * @param errors the first 20 errors
     * @param moreErrors the number of further errors, or null
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
