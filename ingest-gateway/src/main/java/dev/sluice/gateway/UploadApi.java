package dev.sluice.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What the OpenAPI document says of the gateway. */
@Tag(name = "Upload", description = "Files in")
interface UploadApi {
    @Operation(
            operationId = "upload",
            summary = "Upload a CSV file",
            description =
                    "Streams the file into the log and answers once all of it is stored. The header row is checked "
                            + "before anything is stored. A bad row doesn't fail the upload: it is reported with the results.",
            parameters = {
                @Parameter(
                        name = "filename",
                        in = ParameterIn.QUERY,
                        description = "The file's name, where the body gives none",
                        schema = @Schema(type = "string", defaultValue = FileNames.DEFAULT)),
                @Parameter(
                        name = "dataset",
                        in = ParameterIn.QUERY,
                        description = "What the columns mean",
                        schema = @Schema(type = "string", defaultValue = "sensor-readings"))
            },
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "A form whose part `file` is the CSV, or the CSV itself; UTF-8",
                            content = {
                                @Content(
                                        mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                        schemaProperties =
                                                @SchemaProperty(
                                                        name = "file",
                                                        schema = @Schema(type = "string", format = "binary"))),
                                @Content(
                                        mediaType = "text/csv",
                                        schema =
                                                @Schema(
                                                        type = "string",
                                                        example =
                                                                "timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a,1.5"))
                            }))
    @ApiResponse(
            responseCode = "202",
            description = "Stored; processing goes on",
            headers =
                    @Header(name = "Location", description = "Where its status is", schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = UploadAccepted.class)))
    @ApiResponse(
            responseCode = "400",
            description = "`aborted`, `bad-form`, `bad-query`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "415",
            description = "`unsupported-body`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "422",
            description =
                    "`empty-file`, `not-text`, `row-too-long`, `unclosed-quote`, `missing-column` (with `missing` "
                            + "and `found`), `duplicate-column` (with `columns` and `found`), `unknown-dataset`, `missing-file`, "
                            + "`several-files`; with `file_id` where a part of the file was stored before the fault was seen",
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
            description = "`log-unavailable`, `upload-overdue`; see `Retry-After`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    ResponseEntity<UploadAccepted> upload(@Parameter(hidden = true) HttpServletRequest request) throws UploadException;
}
