package dev.sluice.benchmarks.pipeline;

import dev.sluice.benchmarks.pipeline.ceiling.ChunkCeiling;
import dev.sluice.benchmarks.pipeline.ceiling.LogCeiling;
import dev.sluice.benchmarks.pipeline.ceiling.NoOpStreams;
import dev.sluice.benchmarks.pipeline.ceiling.RowSample;
import dev.sluice.benchmarks.pipeline.ceiling.ScratchTopics;
import dev.sluice.benchmarks.pipeline.report.Report;
import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.output.Quantiles;
import dev.sluice.runtime.settings.Settings;
import dev.sluice.runtime.settings.TopicSettings;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.standalone.TemporarySluice;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run: first the measurements in separate processes, then a Sluice with an embedded broker in this process, on
 * which the log and Sluice are measured alternately, so that other load on the machine affects both.
 */
final class PipelineBenchmark {
    /** The average of a generated file. */
    private static final int BYTES_PER_ROW = 38;

    /** Rows of the file that feeds the log: more than a sample holds. */
    private static final long SAMPLE_ROWS = 300_000;

    /**
     * A small file is sent repeatedly until this number of rows was sent: a single one would be too short to measure.
     */
    private static final long GROWTH_ROWS = 3_000_000;

    private final Plan plan;
    private final List<String> command;
    private final Consumer<String> progress;
    private final Topics topics = TopicSettings.read(new Settings(Map.of()));
    private final Measurements measurements;
    private int files;

    /**
     * One run.
     *
     * @param command that runs Sluice's command line in a separate process
     * @param progress receives the measurements, line by line
     */
    PipelineBenchmark(Plan plan, List<String> command, Consumer<String> progress) {
        this.plan = plan;
        this.command = command;
        this.progress = progress;
        measurements = new Measurements(plan);
    }

    /**
     * Measures everything.
     *
     * @throws WrongResultException at the first result that isn't exact
     */
    Report run() throws IOException, InterruptedException {
        fresh();
        memory();
        progress.accept("starting Sluice");
        try (TemporarySluice sluice = TemporarySluice.start();
                ScratchTopics scratch = new ScratchTopics(sluice.bootstrapServers(), topics)) {
            Uploads uploads = new Uploads(sluice.url());
            uploads.awaitReady();
            LogCeiling ceiling = new LogCeiling(
                    scratch,
                    sample(uploads, sluice.bootstrapServers()),
                    new NoOpStreams(sluice.bootstrapServers(), topics, sluice.scratch()));
            endToEnd(uploads, ceiling);
            stages(new Stages(scratch, sluice.scratch()), new ChunkCeiling(scratch, plan.readings()));
            smallFiles(new SmallFiles(uploads));
            manySensors(uploads);
            growth(uploads);
            return new Report(
                    Report.Setting.of(plan.readings(), Instant.now()),
                    measurements.figures(),
                    measurements.unmeasured());
        }
    }

    /** The start of a fresh process, and its first file. */
    private void fresh() throws IOException, InterruptedException {
        for (int run = 0; run < plan.freshRuns(); run++) {
            long begun = System.nanoTime();
            try (FreshSluice sluice = FreshSluice.start(command)) {
                Uploads uploads = new Uploads(sluice.awaitReady());
                double seconds = (System.nanoTime() - begun) / 1e9;
                double rate = uploads.time(plan.file(files++, plan.coldRows())).rate();
                measurements.fresh(seconds, rate);
                progress.accept(String.format(Locale.ROOT, "sluice up, to ready: %.1f s", seconds));
                say("end to end, first file", rate, "rows/s");
            }
        }
    }

    /** The memory of a process with a small heap for files of these sizes. */
    private void memory() throws IOException, InterruptedException {
        for (long bytes : plan.memory()) {
            try (FreshSluice sluice = FreshSluice.start(command, "-Xmx512m")) {
                FileRecipe readings = plan.file(files++, bytes / BYTES_PER_ROW);
                new Uploads(sluice.awaitReady()).time(readings);
                sluice.peakKibibytes().ifPresent(peak -> {
                    measurements.memory(bytes, peak);
                    say((bytes >> 30) + " GiB at -Xmx512m: peak RSS", peak / 1024.0, "MiB");
                });
            }
        }
    }

    /** The rows of Sluice's first file, as Sluice writes them. */
    private RowSample sample(Uploads uploads, String bootstrapServers) throws InterruptedException {
        Uploads.Timed first = uploads.time(
                plan.file(files++, Math.min(SAMPLE_ROWS, plan.readings().rows())));
        return RowSample.read(bootstrapServers, topics.validRows().name(), first.validRows());
    }

    private void endToEnd(Uploads uploads, LogCeiling ceiling) throws InterruptedException {
        long rows = plan.readings().rows();
        for (int round = -plan.warmUps(); round < plan.rounds(); round++) {
            long before = ProcessMemory.allocatedBytes();
            Uploads.Timed sluice = uploads.time(plan.file(files++, rows));
            double bytes = (double) (ProcessMemory.allocatedBytes() - before) / rows;
            LogCeiling.Times log = ceiling.measure(sluice.validRows());
            if (round >= 0) {
                measurements.log(log);
                measurements.warm(sluice.rate(), bytes);
            }
            String turn = round < 0 ? "warming up: " : "round " + (round + 1) + " of " + plan.rounds() + ": ";
            say(turn + "log ceiling", log.rate(), "rows/s");
            say(turn + "Streams, counting only", log.streamsRate(), "rows/s");
            say(turn + "end to end", sluice.rate(), "rows/s");
        }
    }

    private void stages(Stages stages, ChunkCeiling chunks) throws InterruptedException {
        long rows = plan.stageRows();
        for (int round = 0; round < plan.stageRounds(); round++) {
            Stages.Rates rates = stages.measure(plan.file(files++, rows));
            measurements.stages(rates, chunks.rate(rows * BYTES_PER_ROW));
            say("gateway alone", rates.gateway(), "bytes/s");
            say("splitter alone", rates.splitter(), "rows/s");
            say("aggregator alone", rates.aggregator(), "rows/s");
        }
    }

    private void smallFiles(SmallFiles small) throws InterruptedException {
        List<Double> latencies = small.latencies(plan.latencyFiles(), plan.latencyRows(), seed());
        measurements.latencies(latencies);
        say("a small file on an idle system", Quantiles.of(latencies, 0.5), "ms");
        for (int round = 0; round < plan.rounds(); round++) {
            for (Burst burst : plan.bursts()) {
                double rate = small.rate(burst, seed());
                measurements.burst(burst, rate);
                say(burst.files() + " files of " + burst.rows() + " rows", rate, "files/s");
            }
        }
    }

    private void manySensors(Uploads uploads) throws InterruptedException {
        FileRecipe readings = plan.manySensors();
        double rate = uploads.time(readings).rate();
        measurements.manySensors(rate);
        say(String.format(Locale.ROOT, "%,d sensors", readings.series()), rate, "rows/s");
    }

    /** Files of several sizes, one after the other in the same warm process. */
    private void growth(Uploads uploads) throws InterruptedException {
        for (long rows : plan.growth()) {
            for (long sent = 0; sent == 0 || sent < GROWTH_ROWS; sent += rows) {
                double rate = uploads.time(plan.file(files++, rows)).rate();
                measurements.growth(rows, rate);
                say(String.format(Locale.ROOT, "a file of %,d rows", rows), rate, "rows/s");
            }
        }
    }

    private long seed() {
        return plan.readings().seed() + 1_000_000L * files++;
    }

    private void say(String what, double figure, String unit) {
        progress.accept(String.format(Locale.ROOT, "%s: %,.0f %s", what, figure, unit));
    }
}
