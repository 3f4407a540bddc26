package dev.sluice.results.routing;

import dev.sluice.schemas.query.FileQueries;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** With one instance that owns all there is. */
class RoutedQueriesContractTest extends FileQueriesContract {
    private StubAggregator aggregator;
    private RoutedQueries queries;

    @BeforeEach
    void start() throws IOException {
        aggregator = new StubAggregator(files);
        queries = RoutedQueries.start(
                Routing.properties(Map.of(
                        "results.aggregators", aggregator.url().toString(),
                        "results.connect-timeout", "30s",
                        "results.hop-timeout", "2m",
                        "results.request-timeout", "3m")),
                "");
    }

    @AfterEach
    void stop() {
        queries.close();
        aggregator.close();
    }

    @Override
    FileQueries queries() {
        return queries;
    }
}
