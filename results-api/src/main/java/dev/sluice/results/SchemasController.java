package dev.sluice.results;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /schemas} and below. */
@RestController
@Tag(name = "schemas", description = "The contract of the topics")
final class SchemasController {
    private final PublishedSchemas published;

    SchemasController(PublishedSchemas published) {
        this.published = published;
    }

    @GetMapping(path = "/schemas", produces = "application/json")
    @Operation(operationId = "schemas", summary = "What there is of the contract, and where")
    @ApiResponse(
            responseCode = "200",
            description = "Names and paths",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.SCHEMAS_EXAMPLE)))
    SchemasDocument schemas() {
        return SchemasDocument.of(published);
    }

    @GetMapping(
            path = "/schemas/{name}.json",
            produces = {"application/schema+json", "application/json"})
    @Operation(operationId = "schema", summary = "The JSON Schema (2020-12) of a message")
    @ApiResponse(
            responseCode = "200",
            description = "The schema",
            content =
                    @Content(
                            mediaType = "application/schema+json",
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.SCHEMA_EXAMPLE)))
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_SCHEMA)
    String schema(@Parameter(description = "The message's name", example = "invalid-row") @PathVariable String name) {
        return published.find(name).orElseThrow(() -> DatasetProblems.unknownSchema(name, published.names()));
    }

    @GetMapping(path = "/schemas/examples/{name}.json", produces = "application/json")
    @Operation(operationId = "schemaExample", summary = "An example of a message")
    @ApiResponse(
            responseCode = "200",
            description = "The message, as it stands in its topic",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.SCHEMA_MESSAGE_EXAMPLE)))
    @ApiResponse(responseCode = "404", ref = OpenApiProblems.UNKNOWN_SCHEMA)
    String example(
            @Parameter(description = "One of the names in the list", example = "invalid-row.stream") @PathVariable
                    String name) {
        return published
                .findExample(name)
                .orElseThrow(() -> DatasetProblems.unknownSchema(
                        name, List.copyOf(published.examples().keySet())));
    }

    @GetMapping(path = "/schemas/asyncapi.yaml", produces = "application/yaml;charset=UTF-8")
    @Operation(operationId = "asyncapi", summary = "The AsyncAPI 3 document of all topics")
    @ApiResponse(
            responseCode = "200",
            description = "The document",
            content =
                    @Content(
                            mediaType = "application/yaml",
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.ASYNCAPI_EXAMPLE)))
    String asyncApi() {
        return published.asyncApi();
    }

    @GetMapping(path = "/schemas/asyncapi.json", produces = "application/json")
    @Operation(
            operationId = "asyncapiJson",
            summary = "The same as JSON",
            description = "For people it stands at /docs/topics.")
    @ApiResponse(
            responseCode = "200",
            description = "The document",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object"),
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.ASYNCAPI_JSON_EXAMPLE)))
    String asyncApiJson() {
        return published.asyncApiJson();
    }
}
