package dev.sluice.results.contract;

import dev.sluice.results.http.DatasetProblems;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /schemas} and below. */
@RestController
public final class SchemasController {
    private final PublishedSchemas published;

    SchemasController(PublishedSchemas published) {
        this.published = published;
    }

    @GetMapping(path = "/schemas", produces = "application/json")
    SchemasDocument schemas() {
        return SchemasDocument.of(published);
    }

    @GetMapping(
            path = "/schemas/{name}.json",
            produces = {"application/schema+json", "application/json"})
    String schema(@PathVariable String name) {
        return published.find(name).orElseThrow(() -> DatasetProblems.unknownSchema(name, published.names()));
    }

    @GetMapping(path = "/schemas/examples/{name}.json", produces = "application/json")
    String example(@PathVariable String name) {
        return published
                .findExample(name)
                .orElseThrow(() -> DatasetProblems.unknownSchema(
                        name, List.copyOf(published.examples().keySet())));
    }

    @GetMapping(path = "/schemas/asyncapi.yaml", produces = "application/yaml;charset=UTF-8")
    String asyncApi() {
        return published.asyncApi();
    }

    @GetMapping(path = "/schemas/asyncapi.json", produces = "application/json")
    String asyncApiJson() {
        return published.asyncApiJson();
    }
}
