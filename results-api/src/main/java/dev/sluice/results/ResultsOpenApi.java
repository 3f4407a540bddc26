package dev.sluice.results;

import dev.sluice.schemas.message.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * The answers that several endpoints share, and an example of each document, for {@code /docs}. Examples are made by the
 * code that answers requests, so they can't differ from what it sends.
 */
final class ResultsOpenApi implements GlobalOpenApiCustomizer {
    static final String FILE_ID = "The file_id that the upload answered: 1 to 64 of A-Z a-z 0-9 . _ -";
    static final String FILE_ID_EXAMPLE = ResultsExamples.FILE_ID;

    static final String SUMMARY_EXAMPLE = "#/components/examples/results.summary";
    static final String RESULTS_EXAMPLE = "#/components/examples/results.results";
    static final String CSV_EXAMPLE = "#/components/examples/results.csv";
    static final String FILES_EXAMPLE = "#/components/examples/results.files";

    static final String INVALID_FILE_ID = "#/components/responses/results.invalid-file-id";
    static final String INVALID_RESULTS_REQUEST = "#/components/responses/results.invalid-results-request";
    static final String INVALID_FILES_REQUEST = "#/components/responses/results.invalid-files-request";
    static final String UNKNOWN_FILE = "#/components/responses/results.unknown-file";
    static final String NOT_FINISHED = "#/components/responses/results.not-finished";
    static final String UNAVAILABLE = "#/components/responses/results.unavailable";

    private static final String PROBLEM = "results.problem";

    @Override
    public void customise(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        Components components = api.getComponents();
        addExamples(components);
        addProblems(components);
        components.getSchemas().values().forEach(ResultsOpenApi::lowerCaseStatus);
    }

    /** Enums are in lower case in the JSON, which springdoc doesn't know. */
    @SuppressWarnings("unchecked")
    private static void lowerCaseStatus(Schema<?> schema) {
        Schema<Object> status = schema.getProperties() == null
                ? null
                : (Schema<Object>) schema.getProperties().get("status");
        if (status != null && status.getEnum() != null) {
            status.setEnum(status.getEnum().stream()
                    .map(word -> (Object) word.toString().toLowerCase(Locale.ROOT))
                    .toList());
        }
    }

    private static void addExamples(Components components) {
        components.addExamples(name(SUMMARY_EXAMPLE), example(ResultsExamples.PARTIAL_FILE));
        components.addExamples(name(RESULTS_EXAMPLE), example(ResultsDocument.of(ResultsExamples.SERIES)));
        components.addExamples(name(FILES_EXAMPLE), example(FilesDocument.of(ResultsExamples.FILES)));
        components.addExamples(name(CSV_EXAMPLE), new Example().value(ResultsExamples.csv()));
    }

    private static void addProblems(Components components) {
        components.addSchemas(PROBLEM, problemSchema());
        ResultsProblem fileId = ResultsProblem.invalidFileId("sensor data.csv");
        ResultsProblem cursor = ResultsProblem.invalidCursor("abc");
        ResultsProblem seriesLimit = ResultsProblem.invalidLimit(PageLimit.SERIES, "0");
        ResultsProblem filesLimit = ResultsProblem.invalidLimit(PageLimit.FILES, "0");
        add(components, INVALID_FILE_ID, "No file can have that id", fileId);
        add(components, INVALID_RESULTS_REQUEST, "Id, limit or cursor is wrong", fileId, seriesLimit, cursor);
        add(components, INVALID_FILES_REQUEST, "Limit or cursor is wrong", filesLimit, cursor);
        add(components, UNKNOWN_FILE, "There is no such file", ResultsProblem.unknownFile(ResultsExamples.FILE_ID));
        add(
                components,
                NOT_FINISHED,
                "The file has not come to its end",
                ResultsProblem.notFinished(ResultsExamples.UNFINISHED_FILE));
        add(
                components,
                UNAVAILABLE,
                "Nobody can tell for now; ask again after Retry-After",
                ResultsProblem.unavailable("the aggregator is restoring its state", Duration.ofSeconds(1)));
    }

    private static void add(Components components, String ref, String description, ResultsProblem... problems) {
        MediaType media = new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM));
        ApiResponse response = new ApiResponse()
                .description(description)
                .content(new Content().addMediaType("application/problem+json", media));
        for (ResultsProblem problem : problems) {
            media.addExamples(problem.code(), problemExample(problem));
            if (problem.getHeaders().containsHeader("Retry-After")) {
                response.addHeaderObject(
                        "Retry-After",
                        new Header()
                                .description("Seconds to wait before asking again")
                                .schema(new IntegerSchema()));
            }
        }
        components.addResponses(name(ref), response);
    }

    private static Schema<?> problemSchema() {
        return new ObjectSchema()
                .description("RFC 9457")
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What was expected and what was found"))
                .addProperty("instance", new StringSchema().description("The path asked for"))
                .addProperty("code", new StringSchema().description("Stays the same for ever"));
    }

    private static Example example(Object document) {
        return new Example().value(Json.MAPPER.convertValue(document, Map.class));
    }

    private static Example problemExample(ResultsProblem problem) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", problem.getBody().getTitle());
        document.put("status", problem.getBody().getStatus());
        document.put("detail", problem.getBody().getDetail());
        document.put("code", problem.code());
        return new Example().value(document);
    }

    private static String name(String ref) {
        return ref.substring(ref.lastIndexOf('/') + 1);
    }
}
