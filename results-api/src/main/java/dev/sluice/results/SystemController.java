package dev.sluice.results;

import dev.sluice.schemas.query.SystemQueries;
import dev.sluice.schemas.query.SystemState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /system}. */
@RestController
@Tag(name = "system", description = "What the brokers hold, and how far it is worked off")
final class SystemController {
    private final SystemQueries queries;

    SystemController(SystemQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/system", produces = "application/json")
    @Operation(
            operationId = "system",
            summary = "Brokers, topics, and the lag of each stage",
            description =
                    "At most a second old. A stage without members does nothing. The ends of transactions count as records, "
                            + "as they do for Kafka's own tools.")
    @ApiResponse(
            responseCode = "200",
            description = "What the brokers told",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "example", ref = ResultsOpenApi.SYSTEM_EXAMPLE)))
    @ApiResponse(responseCode = "503", ref = OpenApiProblems.UNAVAILABLE)
    SystemState system() {
        return Answers.found(queries.system(), ResultsProblem::internalError);
    }
}
