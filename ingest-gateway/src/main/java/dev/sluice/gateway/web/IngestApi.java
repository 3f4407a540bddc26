package dev.sluice.gateway.web;

import dev.sluice.gateway.request.IngestRequests;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** What the OpenAPI document says of records. */
@Tag(name = "ingest", description = "Readings in")
interface IngestApi {
    @Operation(
            operationId = "ingest",
            summary = "Send one reading, or some",
            description = """
                    Stores the body in the log as one record, byte for byte and before any check, and then answers. It is \
                    read later as one JSON object, an array of objects, NDJSON, or CSV with a header row: what its \
                    Content-Type says, or else what it looks like. What is wrong with it is reported with the results.""",
            parameters = {
                @Parameter(
                        name = "dataset",
                        in = ParameterIn.QUERY,
                        description = "What the values mean",
                        example = "measurements",
                        schema = @Schema(type = "string", defaultValue = IngestRequests.DEFAULT_DATASET)),
                @Parameter(
                        name = "filename",
                        in = ParameterIn.QUERY,
                        description = "A name to show it under",
                        example = "night-shift.json",
                        schema = @Schema(type = "string"))
            },
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "Anything; JSON where no type is given",
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(type = "object"),
                                        examples = {
                                            @ExampleObject(name = "measurements", value = """
                                                            {"time_stamp": "2019-05-01T06:00:00-04:00", "data": [0, 2]}"""),
                                            @ExampleObject(name = "dataset=sensor-readings", value = """
                                                            [{"timestamp": "2026-01-01T00:00:00Z", "sensor_id": "a", "value": 1.5}]""")
                                        }),
                                @Content(
                                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                        schema = @Schema(type = "string"),
                                        examples = @ExampleObject(name = "dataset=sensor-readings", value = """
                                                                {"timestamp": "2026-01-01T00:00:00Z", "sensor_id": "a", "value": 1.5}
                                                                {"timestamp": "2026-01-01T00:00:01Z", "sensor_id": "a", "value": 1.6}
                                                                """)),
                                @Content(
                                        mediaType = "text/csv",
                                        schema = @Schema(type = "string"),
                                        examples =
                                                @ExampleObject(
                                                        name = "dataset=sensor-readings",
                                                        value =
                                                                "timestamp,sensor_id,value\n2026-01-01T00:00:00Z,a,1.5\n"))
                            }))
    @ApiResponse(
            responseCode = "202",
            description = "Stored; processing goes on",
            headers =
                    @Header(name = "Location", description = "Where its status is", schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = IngestAccepted.class),
                            examples = @ExampleObject(name = "example", value = """
                                    {"raw_id": "0198c0de-0000-7000-8000-000000000006", "file_id": "0198c0de-0000-7000-8000-000000000006",
                                     "status": "pending",
                                     "message": "The record is stored and will be processed; see \
                                    /status/0198c0de-0000-7000-8000-000000000006"}""")))
    @ApiResponse(
            responseCode = "400",
            description = "`aborted`, `bad-query`",
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
            description = "`too-large`: larger files go to `/upload`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "415",
            description = "`unsupported-encoding`",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "422",
            description = "`unknown-dataset` (with `datasets`)",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDetail.class)))
    @ApiResponse(
            responseCode = "429",
            description = "`too-many-ingests`; see `Retry-After`",
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
            description = "`log-unavailable`; see `Retry-After`. It may be stored all the same, as `file_id`",
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
    DeferredResult<ResponseEntity<IngestAccepted>> ingest(@Parameter(hidden = true) HttpServletRequest request);
}
