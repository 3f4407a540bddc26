package dev.sluice.gateway.web;

import dev.sluice.gateway.request.FileNames;
import dev.sluice.gateway.upload.DryRunReport;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** What the OpenAPI document says of uploads. */
@Tag(name = "upload", description = "Files in")
interface UploadApi {
    @Operation(
            operationId = "upload",
            summary = "Upload a CSV file",
            description = """
                    Streams the file into the log and answers once all of it is stored. Its beginning is looked at before \
                    anything is stored: delimiter and header row are detected, and columns are matched to the dataset's \
                    fields by their names and aliases, whatever their case, spaces, `_` and `-`. A bad row doesn't fail the \
                    upload: it is reported with the results.

                    The file may be compressed with gzip. UTF-8 and UTF-16 are told by the byte order mark; without one it \
                    is UTF-8 unless a charset is given.""",
            parameters = {
                @Parameter(
                        name = "dataset",
                        in = ParameterIn.QUERY,
                        description = "What the columns mean",
                        example = "sensor-readings",
                        schema = @Schema(type = "string", defaultValue = "sensor-readings")),
                @Parameter(
                        name = "filename",
                        in = ParameterIn.QUERY,
                        description = "The file's name, where the body gives none; `.gz` at its end means gzip",
                        example = "readings.csv",
                        schema = @Schema(type = "string", defaultValue = FileNames.DEFAULT)),
                @Parameter(
                        name = "delimiter",
                        in = ParameterIn.QUERY,
                        description = "Between cells, any ASCII character or `tab`; detected among `,` `;` tab and `|` "
                                + "where none is given",
                        example = ",",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "header",
                        in = ParameterIn.QUERY,
                        description =
                                "Whether the first record is a header row; detected where the dataset allows for both",
                        example = "present",
                        schema =
                                @Schema(
                                        type = "string",
                                        allowableValues = {"present", "absent"})),
                @Parameter(
                        name = "layout",
                        in = ParameterIn.QUERY,
                        description =
                                "`wide`: one column for each series, called like it, its cells being what is measured",
                        example = "long",
                        schema =
                                @Schema(
                                        type = "string",
                                        defaultValue = "long",
                                        allowableValues = {"long", "wide"})),
                @Parameter(
                        name = "map.FIELD",
                        in = ParameterIn.QUERY,
                        description = "The column that holds the field `FIELD`, such as `map.value=temp_c`; for any "
                                + "number of fields",
                        example = "value",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "set.FIELD",
                        in = ParameterIn.QUERY,
                        description = "The value of the field `FIELD` in all rows, such as `set.sensor_id=machine-7`; "
                                + "for any number of fields",
                        example = "7",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "charset",
                        in = ParameterIn.QUERY,
                        description =
                                "What the file is written in; a byte order mark knows better, and the `charset` of "
                                        + "the Content-Type counts less",
                        example = "windows-1252",
                        schema = @Schema(type = "string", defaultValue = "UTF-8")),
                @Parameter(
                        name = "dry_run",
                        in = ParameterIn.QUERY,
                        description = "Tries the first rows and stores nothing. The rest of the file isn't read",
                        example = "true",
                        schema = @Schema(type = "boolean", defaultValue = "false")),
                @Parameter(
                        name = "rows",
                        in = ParameterIn.QUERY,
                        description = "How many rows a dry run looks at, at most as many as the gateway is set to",
                        example = "10",
                        schema = @Schema(type = "integer", minimum = "1", defaultValue = "1000"))
            },
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "A form whose part `file` is the CSV, or the CSV itself",
                            content = {
                                @Content(
                                        mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                        schemaProperties =
                                                @SchemaProperty(
                                                        name = "file",
                                                        schema = @Schema(type = "string", format = "binary"))),
                                @Content(
                                        mediaType = "text/csv",
                                        schema = @Schema(type = "string"),
                                        examples = {
                                            @ExampleObject(
                                                    name = "sensor-readings",
                                                    value = "timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a,1.5\n"),
                                            @ExampleObject(
                                                    name = "sensor-readings, layout=wide",
                                                    value = "time;boiler;pump\n2026-01-01T00:00:00Z;20.5;3\n"),
                                            @ExampleObject(
                                                    name = "song-plays",
                                                    value = "Song,Date,Number of Plays\nUmbrella,2020-01-02,200\n")
                                        })
                            }))
    @ApiResponse(
            responseCode = "200",
            description = "A dry run: how the file would be read, and what its first rows would come to",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = DryRunReport.class),
                            examples = @ExampleObject(name = "example", value = """
                                    {"dataset": "sensor-readings", "filename": "readings.csv", "encoding": "UTF-8",
                                     "delimiter": ",", "header": true, "layout": "long",
                                     "columns": [{"name": "time", "field": "timestamp", "type": "datetime"},
                                       {"name": "sensor", "field": "sensor_id", "type": "string"},
                                       {"name": "value", "field": "value", "type": "number"}],
                                     "constants": {}, "rows_checked": 2, "valid_rows": 1, "invalid_rows": 1,
                                     "errors": [{"code": "type-error", "field": "value", "count": 1}],
                                     "rejects": [{"line": 3, "raw": "2026-01-01T00:01:00Z,a,warm", "errors": [
                                       {"code": "type-error", "field": "value", "value": "warm",
                                        "message": "expected a finite decimal number, found \\"warm\\""}]}],
                                     "rows": [{"timestamp": "2026-01-01T00:00:00Z", "sensor_id": "a", "value": "1.5"}]}""")))
    @ApiResponse(
            responseCode = "202",
            description = "Stored; processing goes on",
            headers =
                    @Header(name = "Location", description = "Where its status is", schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = UploadAccepted.class),
                            examples = @ExampleObject(name = "example", value = """
                                    {"file_id": "019a9f5e-63c4-7d1e-8a3b-0c5f9e2d7b41", "status": "pending",
                                     "message": "The file is stored and will be processed; see \
                                    /status/019a9f5e-63c4-7d1e-8a3b-0c5f9e2d7b41"}""")))
    @ApiResponse(
            responseCode = "400",
            description = "`aborted`, `bad-form`, `bad-query`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "408",
            description = "`too-slow`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "413",
            description = "`inflated-too-large`: a compressed file that grows beyond what the gateway is set to",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "415",
            description = "`unsupported-body`, `unsupported-encoding`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "422",
            description =
                    "`empty-file`, `not-text`, `bad-gzip`, `row-too-long`, `unclosed-quote`, `missing-column` (with "
                            + "`missing` and `found`), `duplicate-column`, `extra-column`, `wrong-column-order`, `too-many-columns`, "
                            + "`unknown-column`, `unknown-field`, `bad-constant`, `bad-layout` (with `columns` and "
                            + "`found`), `bad-options`, `unknown-charset`, `unknown-dataset` (with `datasets`), "
                            + "`missing-file`, `several-files`, `bad-form-part`; with `file_id` where a part of the file was stored "
                            + "before the fault was seen",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "429",
            description = "`too-many-uploads`; see `Retry-After`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "500",
            description = "`internal-error`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "503",
            description = "`log-unavailable`, `upload-overdue`, `abandoned`; see `Retry-After`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "507",
            description = "`disk-full`; see `Retry-After`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    DeferredResult<ResponseEntity<?>> upload(@Parameter(hidden = true) HttpServletRequest request);
}
