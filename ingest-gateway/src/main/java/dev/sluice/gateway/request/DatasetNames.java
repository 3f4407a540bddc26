package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.Map;

/** Finds datasets by the names that clients send. */
final class DatasetNames {
    private DatasetNames() {}

    /**
     * The dataset that a query names.
     *
     * @param defaultValue the dataset if the query names none
     * @throws RefusedException if the dataset is unknown
     */
    static Dataset of(Query query, Datasets datasets, String defaultValue) throws RefusedException {
        String name = query.find("dataset").orElse(defaultValue);
        return datasets.find(name)
                .orElseThrow(() -> new RefusedException(
                        Problem.UNKNOWN_DATASET,
                        "expected one of the datasets " + String.join(", ", datasets.names()) + ", found " + name,
                        Map.of("datasets", datasets.names())));
    }
}
