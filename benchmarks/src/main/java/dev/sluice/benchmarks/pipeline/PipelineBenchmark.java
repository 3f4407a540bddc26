package dev.sluice.benchmarks.pipeline;

import dev.sluice.schemas.Settings;
import dev.sluice.schemas.Topics;
import dev.sluice.standalone.TemporarySluice;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One run: a fresh Sluice with its own broker in this process, and everything measured on that, the log and Sluice by
 * turns, so that whatever else the machine does hits both.
 */
final class PipelineBenchmark {
    /** Fewer would be a chunk or two, which have no pace. */
    private static final long LEAST_STAGE_ROWS = 50_000;

    private static final int BYTES_PER_ROW = 40;

    private final Plan plan;
    private final Consumer<String> progress;
    private final Topics topics = Topics.read(new Settings(Map.of()));
    private final Measurements measurements;
    private int files;

    /** @param progress is told, line by line, what has been measured */
    PipelineBenchmark(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        measurements = new Measurements(plan);
    }

    /**
     * Measures all.
     *
     * @throws WrongResultException at the first result that isn't exact
     */
    Report run() throws IOException, InterruptedException {
        progress.accept("starting Sluice");
        try (TemporarySluice sluice = TemporarySluice.start();
                ScratchTopics scratch = new ScratchTopics(sluice.bootstrapServers(), topics)) {
            Uploads uploads = new Uploads(sluice.url());
            uploads.awaitReady();
            LogCeiling ceiling = new LogCeiling(
                    scratch,
                    cold(uploads, sluice.bootstrapServers()),
                    new NoOpStreams(sluice.bootstrapServers(), topics, sluice.scratch()));
            endToEnd(uploads, ceiling);
            stages(new Stages(scratch, sluice.scratch()), new ChunkCeiling(scratch, plan.readings()));
            smallFiles(new SmallFiles(uploads));
            manySensors(uploads);
            return new Report(Report.Setting.of(plan.readings(), Instant.now()), measurements.figures());
        }
    }

    /** The first file, and the rows that came of it. */
    private RowSample cold(Uploads uploads, String bootstrapServers) throws InterruptedException {
        Uploads.Timed first = uploads.time(plan.file(files++, plan.coldRows()));
        measurements.cold(first.rate());
        say("end to end, first file", first.rate(), "rows/s");
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
        long rows = Math.max(LEAST_STAGE_ROWS, plan.readings().rows());
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
        say("a small file on an idle system", Spread.quantile(latencies, 0.5), "ms");
        for (int round = 0; round < plan.rounds(); round++) {
            for (Burst burst : plan.bursts()) {
                double rate = small.rate(burst, seed());
                measurements.burst(burst, rate);
                say(burst.files() + " files of " + burst.rows() + " rows", rate, "files/s");
            }
        }
    }

    private void manySensors(Uploads uploads) throws InterruptedException {
        Readings readings = plan.manySensors();
        double rate = uploads.time(readings).rate();
        measurements.manySensors(rate);
        say(String.format(Locale.ROOT, "%,d sensors", readings.sensors()), rate, "rows/s");
    }

    private long seed() {
        return plan.readings().seed() + 1_000_000L * files++;
    }

    private void say(String what, double figure, String unit) {
        progress.accept(String.format(Locale.ROOT, "%s: %,.0f %s", what, figure, unit));
    }
}
