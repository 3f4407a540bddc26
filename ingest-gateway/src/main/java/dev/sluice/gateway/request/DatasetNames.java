package dev.sluice.gateway.request;

import dev.sluice.gateway.problem.Problem;
import dev.sluice.gateway.problem.RefusedException;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.Map;

/** Datasets by the names that clients give them. */
final class DatasetNames {
    private DatasetNames() {}

    /**
     * The dataset that a query names.
     *
     * @param byDefault the one that is meant where it names none
     * @throws RefusedException if there is no such dataset
     */
    static Dataset of(Query query, Datasets datasets, String byDefault) throws RefusedException {
        String name = query.find("dataset").orElse(byDefault);
        return datasets.find(name)
                .orElseThrow(() -> new RefusedException(
                        Problem.UNKNOWN_DATASET,
                        "expected one of the datasets " + String.join(", ", datasets.names()) + ", found " + name,
                        Map.of("datasets", datasets.names())));
    }
}
