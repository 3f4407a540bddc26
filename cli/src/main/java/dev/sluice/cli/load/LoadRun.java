package dev.sluice.cli.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.cli.generator.GeneratedBody;
import dev.sluice.cli.generator.WrongResultException;
import dev.sluice.client.RefusedException;
import dev.sluice.client.Reply;
import dev.sluice.client.ResultPages;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Uploads many files concurrently, waits for the end of each, and compares each result with the expected one. */
final class LoadRun {
    private static final int ALL_SERIES = 10_000;
    private static final int ACCEPTED = 202;
    private static final int UNPROCESSABLE = 422;
    private static final byte[] NO_SUCH_COLUMNS = "colour,shape\nred,round\n".getBytes(US_ASCII);

    private final LoadPlan plan;
    private final SluiceClient client;
    private final PrintWriter progress;
    private final LoadReport report;
    private final AtomicInteger next = new AtomicInteger();
    private long begun;

    /** @param progress is called for every tenth of the files */
    LoadRun(LoadPlan plan, SluiceClient client, PrintWriter progress) {
        this.plan = plan;
        this.client = client;
        this.progress = progress;
        this.report = new LoadReport(plan);
    }

    LoadReport run() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(plan.concurrency());
        begun = System.nanoTime();
        try {
            for (int i = 0; i < plan.concurrency(); i++) {
                threads.execute(this::sendFiles);
            }
            threads.shutdown();
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                printProgress();
            }
        } finally {
            threads.shutdownNow();
        }
        report.took(System.nanoTime() - begun);
        return report;
    }

    private void sendFiles() {
        try {
            for (int file = next.getAndIncrement(); file < plan.files(); file = next.getAndIncrement()) {
                send(file);
                if (report.done() % Math.max(1, plan.files() / 10) == 0) {
                    printProgress();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(int file) throws InterruptedException {
        // With a rate, a file's time counts from its scheduled start: one that had to wait for a slower one was late
        // for its client.
        long from = plan.rate() == null ? System.nanoTime() : begun + plan.startNanos(file);
        while (System.nanoTime() < from) {
            LockSupport.parkNanos(from - System.nanoTime());
        }
        try {
            if (plan.fate(file) == LoadPlan.Fate.REFUSAL) {
                sendToBeRefused(file);
            } else {
                sendToBeDone(file, from);
            }
        } catch (WrongResultException e) {
            report.wrong(String.valueOf(e.getMessage()));
        } catch (RefusedException | UnavailableException e) {
            report.failed(String.valueOf(e.getMessage()));
        }
    }

    private void sendToBeDone(int file, long from) throws UnavailableException, RefusedException, InterruptedException {
        GeneratedBody[] body = new GeneratedBody[1];
        String id = RefusedException.unlessDone(upload(file, () -> {
                    body[0] = plan.body(file);
                    return body[0];
                }))
                .path("file_id")
                .asString();
        report.accepted(System.nanoTime() - from);
        if (!plan.waits()) {
            return;
        }
        FileSummary end = awaitEnd(id);
        long ended = System.nanoTime();
        body[0].expected().check(end);
        Map<String, SeriesFigures> series = new ResultPages(client, id).first(ALL_SERIES);
        body[0].expected().check(end, series);
        report.exact(ended - from);
    }

    private void sendToBeRefused(int file) throws UnavailableException, InterruptedException {
        Reply reply = upload(file, () -> new ByteArrayInputStream(NO_SUCH_COLUMNS));
        if (reply instanceof Reply.Refused refused && refused.problem().status() == UNPROCESSABLE) {
            report.refused();
        } else {
            report.wrong("load-" + file + ".csv has none of its columns and was to be refused, but: " + reply);
        }
    }

    private Reply upload(int file, Supplier<InputStream> body) throws UnavailableException, InterruptedException {
        Reply reply = client.upload("load-" + file + ".csv", plan.dataset().word(), body);
        report.answered(
                reply instanceof Reply.Refused refused ? refused.problem().status() : ACCEPTED);
        return reply;
    }

    private FileSummary awaitEnd(String id) throws UnavailableException, RefusedException, InterruptedException {
        FileSummary file;
        do {
            file = ResultPages.summary(RefusedException.unlessDone(client.statusAtEnd(id)));
        } while (!file.status().terminal());
        return file;
    }

    private void printProgress() {
        progress.println("load: " + report.done() + " of " + plan.files() + " files");
        progress.flush();
    }
}
