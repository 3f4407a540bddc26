package dev.sluice.chaos.verify;

import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.Task;
import dev.sluice.schemas.query.FileSummary;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists all files at one instance of results-api repeatedly, page by page, and records what the list contains and
 * lacks.
 */
final class ListAsker implements Task {
    private static final long PAUSE_MS = 5_000;

    private final String name;
    private final SluiceHttp http;
    private final URI results;
    private final FileHistories histories;

    ListAsker(String name, SluiceHttp http, URI results, FileHistories histories) {
        this.name = name;
        this.http = http;
        this.results = results;
        this.histories = histories;
    }

    @Override
    public void round() throws InterruptedException {
        List<FileSummary> all = new ArrayList<>();
        long begun = System.nanoTime();
        boolean whole = true;
        @Nullable String cursor = null;
        do {
            long asked = System.nanoTime();
            if (!(http.files(results, cursor) instanceof HttpAnswer.Found<SluiceHttp.Files> page)) {
                whole = false;
                break;
            }
            histories.listed(name, page.value().files(), asked, System.nanoTime());
            all.addAll(page.value().files());
            whole &= !page.value().partial();
            cursor = page.value().next();
        } while (cursor != null);
        if (whole) {
            histories.whole(name, all, begun);
        }
        Thread.sleep(PAUSE_MS);
    }
}
