package dev.sluice.results;

import dev.sluice.tabular.dataset.Field.Violation;
import dev.sluice.tabular.dataset.shipped.Datasets;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The problems that several endpoints share, for {@code /docs}. */
final class OpenApiProblems {
    static final String INVALID_FILE_ID = "#/components/responses/results.invalid-file-id";
    static final String INVALID_STATUS_REQUEST = "#/components/responses/results.invalid-status-request";
    static final String INVALID_RESULTS_REQUEST = "#/components/responses/results.invalid-results-request";
    static final String INVALID_REJECTS_REQUEST = "#/components/responses/results.invalid-rejects-request";
    static final String INVALID_FILES_REQUEST = "#/components/responses/results.invalid-files-request";
    static final String INVALID_SERIES_REQUEST = "#/components/responses/results.invalid-series-request";
    static final String INVALID_TIME = "#/components/responses/results.invalid-time";
    static final String UNKNOWN_FILE = "#/components/responses/results.unknown-file";
    static final String UNKNOWN_DATASET = "#/components/responses/results.unknown-dataset";
    static final String UNKNOWN_SERIES = "#/components/responses/results.unknown-series";
    static final String UNKNOWN_MEASUREMENT = "#/components/responses/results.unknown-measurement";
    static final String UNKNOWN_SCHEMA = "#/components/responses/results.unknown-schema";
    static final String NOT_FINISHED = "#/components/responses/results.not-finished";
    static final String TOO_MANY_STREAMS = "#/components/responses/results.too-many-streams";
    static final String UNAVAILABLE = "#/components/responses/results.unavailable";

    private static final String PROBLEM = "results.problem";

    private OpenApiProblems() {}

    static void addTo(Components components) {
        components.addSchemas(PROBLEM, problemSchema());
        addBadRequests(components);
        addUnknown(components);
        add(
                components,
                NOT_FINISHED,
                "The file has not come to its end",
                ResultsProblem.notFinished(ResultsExamples.UNFINISHED_FILE));
        add(components, TOO_MANY_STREAMS, "Others listen already", ResultsProblem.tooManyStreams(500));
        add(
                components,
                UNAVAILABLE,
                "Nobody can tell for now; ask again after Retry-After",
                ResultsProblem.unavailable("the aggregator is restoring its state", Duration.ofSeconds(1)));
    }

    private static void addBadRequests(Components components) {
        ResultsProblem fileId = ResultsProblem.invalidFileId("sensor data.csv");
        ResultsProblem cursor = ResultsProblem.invalidCursor("abc");
        ResultsProblem seriesLimit = ResultsProblem.invalidLimit(PageLimit.SERIES, "0");
        ResultsProblem rejectsLimit = ResultsProblem.invalidLimit(PageLimit.REJECTS, "0");
        ResultsProblem filesLimit = ResultsProblem.invalidLimit(PageLimit.FILES, "0");
        ResultsProblem overFilesLimit = ResultsProblem.invalidLimit(PageLimit.SERIES_OVER_FILES, "0");
        add(components, INVALID_FILE_ID, "No file can have that id", fileId);
        add(components, INVALID_STATUS_REQUEST, "Id or wait is wrong", fileId, ResultsProblem.invalidWait("31"));
        add(components, INVALID_RESULTS_REQUEST, "Id, limit or cursor is wrong", fileId, seriesLimit, cursor);
        add(components, INVALID_REJECTS_REQUEST, "Id, limit or cursor is wrong", fileId, rejectsLimit, cursor);
        add(
                components,
                INVALID_FILES_REQUEST,
                "Status, limit or cursor is wrong",
                ResultsProblem.invalidStatus("done"),
                filesLimit,
                cursor);
        add(components, INVALID_SERIES_REQUEST, "Limit or cursor is wrong", overFilesLimit, cursor);
        add(components, INVALID_TIME, "That is no time with a zone", DatasetProblems.invalidTime(noon()));
    }

    private static void addUnknown(Components components) {
        List<String> datasets = Datasets.shipped().names();
        ResultsProblem dataset = DatasetProblems.unknownDataset("songs", datasets);
        ResultsProblem series = DatasetProblems.unknownSeries("song-plays", "Umbrella,1999-01-01");
        ResultsProblem measurement = DatasetProblems.unknownMeasurement("2019-05-01T10:00:00Z");
        ResultsProblem schema = DatasetProblems.unknownSchema("rows", List.of("invalid-row", "valid-row"));
        add(components, UNKNOWN_FILE, "There is no such file", ResultsProblem.unknownFile(ResultsExamples.FILE_ID));
        add(components, UNKNOWN_DATASET, "There is no such dataset; known lists those there are", dataset);
        add(
                components,
                UNKNOWN_SERIES,
                "There is no such dataset, or no complete file has the series",
                dataset,
                series);
        add(components, UNKNOWN_MEASUREMENT, "Nothing was measured at that time", measurement);
        add(components, UNKNOWN_SCHEMA, "There is no such schema; known lists those there are", schema);
    }

    private static List<Violation> noon() {
        return DatasetExamples.time().violations("noon");
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
        components.addResponses(ref.substring(ref.lastIndexOf('/') + 1), response);
    }

    private static Schema<?> known() {
        return new ArraySchema().items(new StringSchema()).description("Where something is unknown: what there is");
    }

    private static Schema<?> problemSchema() {
        return new ObjectSchema()
                .description("RFC 9457")
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What was expected and what was found"))
                .addProperty("instance", new StringSchema().description("The path asked for"))
                .addProperty("code", new StringSchema().description("Stays the same for ever"))
                .addProperty("known", known());
    }

    private static Example problemExample(ResultsProblem problem) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", problem.getBody().getTitle());
        document.put("status", problem.getBody().getStatus());
        document.put("detail", problem.getBody().getDetail());
        document.put("code", problem.code());
        Map<String, Object> properties = problem.getBody().getProperties();
        if (properties != null) {
            document.putAll(properties);
        }
        return new Example().value(document);
    }
}
