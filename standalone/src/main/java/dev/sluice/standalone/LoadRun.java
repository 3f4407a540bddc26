package dev.sluice.standalone;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.SeriesFigures;
import dev.sluice.standalone.readings.ReadingsBody;
import dev.sluice.standalone.readings.WrongResultException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Sends many files at once, waits for the end of each, and compares each result with what it must be. */
final class LoadRun {
    private static final int ALL_SERIES = 10_000;

    private final LoadPlan plan;
    private final SluiceClient client;
    private final PrintWriter progress;
    private final LoadReport report;
    private final AtomicInteger next = new AtomicInteger();
    private long begun;

    /** @param progress is told of every tenth of the files */
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
                tell();
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
                    tell();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(int file) throws InterruptedException {
        // With a rate a file counts from when it was to begin: one that had to wait for a slower one was late for its
        // client.
        long from = plan.rate() == null ? System.nanoTime() : begun + plan.startNanos(file);
        while (System.nanoTime() < from) {
            LockSupport.parkNanos(from - System.nanoTime());
        }
        try {
            ReadingsBody[] body = new ReadingsBody[1];
            String id = RefusedException.unlessDone(client.upload("load-" + file + ".csv", () -> {
                        body[0] = new ReadingsBody(plan.readings(file));
                        return body[0];
                    }))
                    .path("file_id")
                    .asString();
            long accepted = System.nanoTime();
            FileSummary end = awaitEnd(id);
            long ended = System.nanoTime();
            body[0].expected().check(end);
            Map<String, SeriesFigures> series = new ResultPages(client, id).first(ALL_SERIES);
            body[0].expected().check(end, series);
            report.exact(accepted - from, ended - from);
        } catch (WrongResultException e) {
            report.wrong(String.valueOf(e.getMessage()));
        } catch (RefusedException | UnansweredException e) {
            report.failed(String.valueOf(e.getMessage()));
        }
    }

    private FileSummary awaitEnd(String id) throws UnansweredException, RefusedException, InterruptedException {
        FileSummary file;
        do {
            file = ResultPages.summary(RefusedException.unlessDone(client.statusAtEnd(id)));
        } while (!file.status().terminal());
        return file;
    }

    private void tell() {
        progress.println("load: " + report.done() + " of " + plan.files() + " files");
        progress.flush();
    }
}
