package dev.sluice.results;

import dev.sluice.results.settings.ResultsProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /datasets} and {@code GET /datasets/{name}}. */
@RestController
final class DatasetsController {
    private final ResultsProperties properties;

    DatasetsController(ResultsProperties properties) {
        this.properties = properties;
    }

    @GetMapping(path = "/datasets", produces = "application/json")
    DatasetsDocument datasets() {
        return DatasetsDocument.of(properties.datasets());
    }

    @GetMapping(path = "/datasets/{name}", produces = "application/json")
    String dataset(@PathVariable String name) {
        return Requests.dataset(properties.datasets(), name).document();
    }
}
