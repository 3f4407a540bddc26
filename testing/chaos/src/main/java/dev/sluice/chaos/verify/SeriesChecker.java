package dev.sluice.chaos.verify;

import dev.sluice.chaos.measure.EndedFiles;
import dev.sluice.chaos.report.Counts;
import dev.sluice.chaos.workload.ChaosFile;
import dev.sluice.chaos.workload.HttpAnswer;
import dev.sluice.chaos.workload.SluiceHttp;
import dev.sluice.chaos.workload.Task;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Fetches all statistics of each ended file, from the instances of results-api in turn, and checks them. */
final class SeriesChecker implements Task {
    static final String CHECKED = "results checked";

    private final long seed;
    private final List<URI> results;
    private final SluiceHttp http;
    private final StatusLedger ledger;
    private final FileHistories histories;
    private final EndedFiles ended;
    private final Counts counts;
    private final Deque<FileSummary> waiting = new ArrayDeque<>();
    private volatile int left;
    private int turn;

    SeriesChecker(
            long seed,
            List<URI> results,
            SluiceHttp http,
            StatusLedger ledger,
            FileHistories histories,
            EndedFiles ended,
            Counts counts) {
        this.seed = seed;
        this.results = results;
        this.http = http;
        this.ledger = ledger;
        this.histories = histories;
        this.ended = ended;
        this.counts = counts;
    }

    @Override
    public void round() throws InterruptedException {
        waiting.addAll(ended.takeUnchecked());
        left = waiting.size();
        FileSummary end = waiting.poll();
        boolean checked = end != null && check(end);
        left = waiting.size();
        if (!checked) {
            Thread.sleep(200);
        }
    }

    /** The number of files that wait for the check. */
    int left() {
        return left;
    }

    private boolean check(FileSummary end) throws InterruptedException {
        URI asked = results.get(turn++ % results.size());
        long time = System.nanoTime();
        HttpAnswer<Map<String, SeriesFigures>> answer = http.series(asked, end.fileId());
        if (answer instanceof HttpAnswer.Found<Map<String, SeriesFigures>> found) {
            counts.add(CHECKED);
            ChaosFile file = ChaosFile.of(seed, ChaosFile.number(ChaosFile.nameOf(end)));
            ledger.series(asked.toString(), end, file.expected(), found.value());
            return true;
        }
        if (answer instanceof HttpAnswer.Missing) {
            histories.missing(asked.toString(), end.fileId(), time, System.nanoTime());
            return true;
        }
        if (answer instanceof HttpAnswer.Wrong<?> wrong) {
            ledger.refused(asked.toString(), end.fileId(), wrong.status(), wrong.body());
            return true;
        }
        waiting.add(end);
        return false;
    }
}
