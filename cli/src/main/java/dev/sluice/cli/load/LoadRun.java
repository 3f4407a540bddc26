package dev.sluice.cli.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.cli.generator.WrongResultException;
import dev.sluice.client.RefusedException;
import dev.sluice.client.SluiceClient;
import dev.sluice.client.UnavailableException;
import dev.sluice.client.Upload;
import dev.sluice.client.UploadContent;
import dev.sluice.client.UploadProgress;
import dev.sluice.client.page.ResultPages;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

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
        boolean refusal = plan.fate(file) == LoadPlan.Fate.REFUSAL;
        GeneratedContent content = refusal ? null : GeneratedContent.of(plan.rows(), () -> plan.body(file));
        // With a rate, a file's time counts from its scheduled start: one that had to wait for a slower one was late
        // for its client.
        long from = plan.rate() == null ? System.nanoTime() : begun + plan.startNanos(file);
        while (System.nanoTime() < from) {
            LockSupport.parkNanos(from - System.nanoTime());
        }
        try {
            if (content == null) {
                sendToBeRefused(file);
            } else {
                sendToBeDone(file, content, from);
            }
        } catch (WrongResultException e) {
            report.wrong(String.valueOf(e.getMessage()));
        } catch (RefusedException | UnavailableException | IOException e) {
            report.failed(String.valueOf(e.getMessage()));
        }
    }

    private void sendToBeDone(int file, GeneratedContent content, long from)
            throws UnavailableException, RefusedException, InterruptedException, IOException {
        String id = upload(file, content);
        report.accepted(System.nanoTime() - from);
        if (!plan.waits()) {
            return;
        }
        FileSummary end = client.awaitEnd(id);
        long ended = System.nanoTime();
        content.expected().check(end);
        Map<String, SeriesFigures> series = new ResultPages(client, id).first(ALL_SERIES);
        content.expected().check(end, series);
        report.exact(ended - from);
    }

    private void sendToBeRefused(int file) throws UnavailableException, InterruptedException, IOException {
        String outcome;
        try {
            outcome = "it is file " + upload(file, UploadContent.of(NO_SUCH_COLUMNS));
        } catch (RefusedException e) {
            if (e.problem().status() == UNPROCESSABLE) {
                report.refused();
                return;
            }
            outcome = e.getMessage();
        }
        report.wrong("load-" + file + ".csv has none of its columns and was to be refused, but: " + outcome);
    }

    private String upload(int file, UploadContent content)
            throws UnavailableException, RefusedException, InterruptedException, IOException {
        Upload upload = Upload.named("load-" + file + ".csv")
                .with("dataset", plan.dataset().word())
                .with("duplicate", "allow");
        try {
            String id = client.upload(upload, content, UploadProgress.NONE);
            report.answered(ACCEPTED);
            return id;
        } catch (RefusedException e) {
            report.answered(e.problem().status());
            throw e;
        }
    }

    private void printProgress() {
        progress.println("load: " + report.done() + " of " + plan.files() + " files");
        progress.flush();
    }
}
