package dev.sluice.results;

import dev.sluice.schemas.message.Json;
import dev.sluice.tabular.dataset.shipped.Datasets;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Locale;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * An example of each document, for {@code /docs}. Examples are made by the code that answers requests, so they can't
 * differ from what it sends.
 */
final class ResultsOpenApi implements GlobalOpenApiCustomizer {
    static final String RAW = "true: cells as they are, for machines. A spreadsheet program may take some for formulas";
    static final String FILE_ID = "The file_id that the upload answered: 1 to 64 of A-Z a-z 0-9 . _ -";
    static final String FILE_ID_EXAMPLE = ResultsExamples.FILE_ID;
    static final String DATASET = "The dataset's name, as GET /datasets lists it";
    static final String CURSOR = "The next_cursor of the page before";

    static final String SUMMARY_EXAMPLE = "#/components/examples/results.summary";
    static final String RESULTS_EXAMPLE = "#/components/examples/results.results";
    static final String CSV_EXAMPLE = "#/components/examples/results.csv";
    static final String FILES_EXAMPLE = "#/components/examples/results.files";
    static final String REJECTS_EXAMPLE = "#/components/examples/results.rejects";
    static final String REJECTS_CSV_EXAMPLE = "#/components/examples/results.rejects-csv";
    static final String DATASETS_EXAMPLE = "#/components/examples/results.datasets";
    static final String DATASET_EXAMPLE = "#/components/examples/results.dataset";
    static final String ALL_SERIES_EXAMPLE = "#/components/examples/results.all-series";
    static final String ONE_SERIES_EXAMPLE = "#/components/examples/results.one-series";
    static final String MEASUREMENTS_EXAMPLE = "#/components/examples/results.measurements";
    static final String MEASUREMENT_EXAMPLE = "#/components/examples/results.measurement";
    static final String MEASUREMENTS_SUMMARY_EXAMPLE = "#/components/examples/results.measurements-summary";
    static final String SCHEMAS_EXAMPLE = "#/components/examples/results.schemas";
    static final String SCHEMA_EXAMPLE = "#/components/examples/results.schema";
    static final String SCHEMA_MESSAGE_EXAMPLE = "#/components/examples/results.schemaMessage";
    static final String EVENTS_EXAMPLE = "#/components/examples/results.events";
    static final String SYSTEM_EXAMPLE = "#/components/examples/results.system";
    static final String ASYNCAPI_EXAMPLE = "#/components/examples/results.asyncapi";
    static final String ASYNCAPI_JSON_EXAMPLE = "#/components/examples/results.asyncapi-json";

    private final PublishedSchemas published;

    ResultsOpenApi(PublishedSchemas published) {
        this.published = published;
    }

    @Override
    public void customise(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        Components components = api.getComponents();
        addFileExamples(components);
        addDatasetExamples(components);
        addContractExamples(components);
        add(components, EVENTS_EXAMPLE, ResultsExamples.events());
        add(components, SYSTEM_EXAMPLE, json(ResultsExamples.SYSTEM));
        OpenApiProblems.addTo(components);
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

    private static void addFileExamples(Components components) {
        add(components, SUMMARY_EXAMPLE, json(ResultsExamples.PARTIAL_FILE));
        add(components, RESULTS_EXAMPLE, json(ResultsDocument.of(ResultsExamples.SERIES)));
        add(components, FILES_EXAMPLE, json(FilesDocument.of(ResultsExamples.FILES)));
        add(components, CSV_EXAMPLE, ResultsExamples.csv());
        add(components, REJECTS_EXAMPLE, json(RejectsDocument.of(ResultsExamples.REJECTS)));
        add(components, REJECTS_CSV_EXAMPLE, ResultsExamples.rejectsCsv());
    }

    private static void addDatasetExamples(Components components) {
        add(components, DATASETS_EXAMPLE, json(DatasetsDocument.of(Datasets.shipped())));
        add(components, DATASET_EXAMPLE, DatasetExamples.document());
        add(components, ALL_SERIES_EXAMPLE, json(DatasetExamples.SERIES_PAGE));
        add(components, ONE_SERIES_EXAMPLE, json(DatasetExamples.SERIES));
        add(components, MEASUREMENTS_EXAMPLE, json(DatasetExamples.MEASUREMENTS));
        add(components, MEASUREMENT_EXAMPLE, json(DatasetExamples.MEASUREMENT));
        add(components, MEASUREMENTS_SUMMARY_EXAMPLE, json(DatasetExamples.SUMMARY));
    }

    private void addContractExamples(Components components) {
        add(components, SCHEMAS_EXAMPLE, json(SchemasDocument.of(published)));
        add(
                components,
                SCHEMA_MESSAGE_EXAMPLE,
                json(Json.MAPPER.readTree(
                        published.findExample("invalid-row.stream").orElseThrow())));
        add(
                components,
                SCHEMA_EXAMPLE,
                Json.MAPPER.readValue(published.find("invalid-row").orElseThrow(), Map.class));
        add(
                components,
                ASYNCAPI_EXAMPLE,
                published.asyncApi().lines().findFirst().orElseThrow());
        Map<?, ?> asyncApi = Json.MAPPER.readValue(published.asyncApiJson(), Map.class);
        add(components, ASYNCAPI_JSON_EXAMPLE, Map.of("asyncapi", String.valueOf(asyncApi.get("asyncapi"))));
    }

    private static void add(Components components, String ref, Object value) {
        components.addExamples(ref.substring(ref.lastIndexOf('/') + 1), new Example().value(value));
    }

    private static Object json(Object document) {
        return Json.MAPPER.convertValue(document, Map.class);
    }
}
