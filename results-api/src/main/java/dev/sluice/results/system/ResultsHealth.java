package dev.sluice.results.system;

import dev.sluice.schemas.query.Answer;
import dev.sluice.schemas.query.FileQueries;
import dev.sluice.schemas.query.FilesPage;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while any aggregator answers, with the partitions that are unavailable; otherwise down, with the reason. */
public final class ResultsHealth extends AbstractHealthIndicator {
    private final FileQueries queries;

    public ResultsHealth(FileQueries queries) {
        super("the aggregator could not be asked");
        this.queries = queries;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Answer<FilesPage> answer = queries.files(FilesPage.Filter.NONE, null, 1);
        if (answer instanceof Answer.Unavailable<FilesPage> unavailable) {
            health.down().withDetail("reason", unavailable.reason());
            return;
        }
        health.up();
        if (answer instanceof Answer.Found<FilesPage> found
                && !found.value().unreachable().isEmpty()) {
            health.withDetail("unreachable", found.value().unreachable());
        }
    }
}
