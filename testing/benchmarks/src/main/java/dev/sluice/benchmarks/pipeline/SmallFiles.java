package dev.sluice.benchmarks.pipeline;

import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.schemas.query.FileSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many small files, some of them concurrent. They are generated before the clock starts and checked after it stops. */
final class SmallFiles {
    private static final int SENSORS = 10;

    private final Uploads uploads;

    SmallFiles(Uploads uploads) {
        this.uploads = uploads;
    }

    /** The number of files per second that ended. */
    double rate(Burst burst, long seed) throws InterruptedException {
        List<PreparedFile> files = files(burst.files(), burst.rows(), seed);
        List<Future<FileSummary>> ends = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(burst.atOnce());
        try {
            long begun = System.nanoTime();
            for (PreparedFile file : files) {
                ends.add(clients.submit(() -> uploads.end(file.publisher())));
            }
            for (Future<FileSummary> end : ends) {
                get(end);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            for (int i = 0; i < files.size(); i++) {
                uploads.check(files.get(i).expected(), get(ends.get(i)));
            }
            return files.size() / seconds;
        } finally {
            clients.shutdownNow();
        }
    }

    /** The duration of each file in milliseconds, one after the other. */
    List<Double> latencies(int files, int rows, long seed) throws InterruptedException {
        List<Double> milliseconds = new ArrayList<>();
        for (PreparedFile file : files(files, rows, seed)) {
            long begun = System.nanoTime();
            FileSummary end = uploads.end(file.publisher());
            milliseconds.add((System.nanoTime() - begun) / 1e6);
            uploads.check(file.expected(), end);
        }
        return milliseconds;
    }

    private static List<PreparedFile> files(int count, int rows, long seed) {
        List<PreparedFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(PreparedFile.of(new FileRecipe(seed + i, rows, SENSORS, 0)));
        }
        return files;
    }

    private static FileSummary get(Future<FileSummary> end) throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a small file could not be sent: " + e.getCause(), e);
        }
    }
}
