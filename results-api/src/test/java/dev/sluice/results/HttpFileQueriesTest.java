package dev.sluice.results;

import dev.sluice.schemas.dataset.Datasets;
import dev.sluice.schemas.query.FileQueries;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class HttpFileQueriesTest extends FileQueriesContract {
    private StubAggregator aggregator;
    private HttpFileQueries queries;

    @BeforeEach
    void start() throws IOException {
        aggregator = new StubAggregator(files);
        queries = new HttpFileQueries(new ResultsProperties(
                Datasets.shipped(), aggregator.url(), Duration.ofSeconds(30), Duration.ofMinutes(2), List.of()));
    }

    @AfterEach
    void stop() {
        aggregator.close();
    }

    @Override
    FileQueries queries() {
        return queries;
    }
}
