package dev.sluice.benchmarks.pipeline;

import dev.sluice.benchmarks.pipeline.ceiling.LogCeiling;
import dev.sluice.benchmarks.pipeline.report.Figure;
import dev.sluice.benchmarks.pipeline.report.Report;
import dev.sluice.cli.generator.FileRecipe;
import dev.sluice.cli.output.Quantiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** The measurements so far, and the figures computed from them. */
final class Measurements {
    private static final String ROWS = "rows/s";
    private static final String BYTES = "bytes/s";

    private final Plan plan;
    private final List<LogCeiling.Times> log = new ArrayList<>();
    private final List<Stages.Rates> stages = new ArrayList<>();
    private final List<Double> chunks = new ArrayList<>();
    private final List<Double> warm = new ArrayList<>();
    private final List<Double> allocated = new ArrayList<>();
    private final Map<Burst, List<Double>> bursts = new LinkedHashMap<>();
    private final List<Double> ready = new ArrayList<>();
    private final List<Double> cold = new ArrayList<>();
    private final Map<Long, List<Double>> growth = new LinkedHashMap<>();
    private final Map<Long, Long> memory = new LinkedHashMap<>();
    private double manySensors;
    private List<Double> latencies = List.of();

    Measurements(Plan plan) {
        this.plan = plan;
    }

    void log(LogCeiling.Times times) {
        log.add(times);
    }

    /** The separate services, and a plain producer in place of the gateway. */
    void stages(Stages.Rates rates, double plainBytes) {
        stages.add(rates);
        chunks.add(plainBytes);
    }

    /** Seconds until a fresh process was ready, and rows per second of its first file. */
    void fresh(double seconds, double rate) {
        ready.add(seconds);
        cold.add(rate);
    }

    /** Rows per second of a file with this number of rows. */
    void growth(long rows, double rate) {
        growth.computeIfAbsent(rows, r -> new ArrayList<>()).add(rate);
    }

    /** The memory of a process for a file of this size, in KiB. */
    void memory(long bytes, long peakKibibytes) {
        memory.put(bytes, peakKibibytes);
    }

    /** Rows per second of a later file, and bytes of heap per row. */
    void warm(double rate, double bytes) {
        warm.add(rate);
        allocated.add(bytes);
    }

    /** Rows per second of the file with many sensors. */
    void manySensors(double rate) {
        manySensors = rate;
    }

    void burst(Burst burst, double rate) {
        bursts.computeIfAbsent(burst, b -> new ArrayList<>()).add(rate);
    }

    void latencies(List<Double> milliseconds) {
        latencies = milliseconds;
    }

    /** All figures, in the order of the table. */
    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        Figure produce =
                Figure.of("producer", "log: producer, in transactions", ROWS, logRates(LogCeiling.Times::produceRate));
        Figure consume =
                Figure.of("consumer", "log: consumer, read_committed", ROWS, logRates(LogCeiling.Times::consumeRate));
        Figure ceiling =
                Figure.of("log-ceiling", "log ceiling: one, then the other", ROWS, logRates(LogCeiling.Times::rate));
        Figure endToEnd = Figure.of("end-to-end", "end to end, warm", ROWS, warm);
        figures.addAll(List.of(produce, consume, ceiling));
        figures.add(endToEnd.dividedBy(ceiling).reaching(0.50));
        figures.add(Figure.of(
                        "end-to-end-cold",
                        String.format(Locale.ROOT, "end to end, first file, %,d rows", plan.coldRows()),
                        ROWS,
                        cold)
                .dividedBy(endToEnd)
                .reaching(0.30));
        figures.add(Figure.of("ready", "sluice up, built, to ready", "s", ready).within(8));
        figures.addAll(stageFigures(produce));
        figures.add(Figure.of("allocated", "heap allocated, whole process", "bytes/row", allocated));
        String small = String.format(Locale.ROOT, "file of %,d rows, idle: ", plan.latencyRows());
        figures.add(Figure.of("small-file-p50", small + "p50", "ms", latencies).within(150));
        figures.add(Figure.of("small-file-p99", small + "p99", "ms", List.of(Quantiles.of(latencies, 0.99)))
                .within(500));
        bursts.forEach((burst, rates) -> figures.add(figure(burst, rates)));
        FileRecipe many = plan.manySensors();
        figures.add(Figure.of(
                        "many-sensors",
                        String.format(Locale.ROOT, "%,d rows of %,d sensors", many.rows(), many.series()),
                        ROWS,
                        List.of(manySensors))
                .reaching(120_000));
        figures.addAll(growthFigures());
        figures.addAll(memoryFigures());
        ProcessMemory.peakKibibytes(ProcessHandle.current().pid())
                .ifPresent(peak ->
                        figures.add(Figure.of("peak-rss", "peak RSS, whole process", "MiB", List.of(peak / 1024.0))));
        return figures;
    }

    /** The figures that this plan doesn't measure. */
    List<Report.Unmeasured> unmeasured() {
        List<Report.Unmeasured> unmeasured = new ArrayList<>();
        if (growth.isEmpty()) {
            unmeasured.add(new Report.Unmeasured("growth", "growth from 1 M to 20 M rows", "no part of --quick"));
        }
        if (memory.isEmpty()) {
            unmeasured.add(new Report.Unmeasured(
                    "memory", "peak RSS of 1 GiB and of 4 GiB at -Xmx512m", "only with --memory, and on Linux"));
        }
        return unmeasured;
    }

    private List<Figure> growthFigures() {
        List<Figure> bySize = new ArrayList<>();
        growth.forEach((rows, rates) -> bySize.add(Figure.of(
                "file-of-" + rows + "-rows", String.format(Locale.ROOT, "a file of %,d rows", rows), ROWS, rates)));
        return againstFirst(bySize, figure -> figure.reaching(0.90));
    }

    private List<Figure> memoryFigures() {
        List<Figure> bySize = new ArrayList<>();
        memory.forEach((bytes, kibibytes) -> bySize.add(Figure.of(
                "peak-rss-" + (bytes >> 30) + "-gib",
                String.format(Locale.ROOT, "%d GiB at -Xmx512m: peak RSS", bytes >> 30),
                "MiB",
                List.of(kibibytes / 1024.0))));
        return againstFirst(bySize, figure -> figure.within(1.05));
    }

    private static List<Figure> againstFirst(List<Figure> figures, UnaryOperator<Figure> reaching) {
        return figures.stream()
                .map(figure ->
                        figure.equals(figures.get(0)) ? figure : reaching.apply(figure.dividedBy(figures.get(0))))
                .toList();
    }

    private List<Figure> stageFigures(Figure produce) {
        Figure streams = Figure.of(
                "no-op-streams", "Streams, exactly-once, counting only", ROWS, logRates(LogCeiling.Times::streamsRate));
        Figure plain = Figure.of("chunk-producer", "log: producer, records of 512 KiB", BYTES, chunks);
        return List.of(
                plain,
                Figure.of("gateway", "gateway alone", BYTES, stageRates(Stages.Rates::gateway))
                        .dividedBy(plain)
                        .reaching(0.70),
                Figure.of("splitter", "splitter alone", ROWS, stageRates(Stages.Rates::splitter))
                        .dividedBy(produce)
                        .reaching(0.60),
                streams,
                Figure.of("aggregator", "aggregator alone", ROWS, stageRates(Stages.Rates::aggregator))
                        .dividedBy(streams)
                        .reaching(0.65));
    }

    private List<Double> stageRates(ToDoubleFunction<Stages.Rates> rate) {
        return stages.stream().mapToDouble(rate).boxed().toList();
    }

    private List<Double> logRates(ToDoubleFunction<LogCeiling.Times> rate) {
        return log.stream().mapToDouble(rate).boxed().toList();
    }

    private static Figure figure(Burst burst, List<Double> rates) {
        return Figure.of(
                        String.format(Locale.ROOT, "files-of-%d-rows", burst.rows()),
                        String.format(
                                Locale.ROOT,
                                "%d files of %,d rows, %d at once",
                                burst.files(),
                                burst.rows(),
                                burst.atOnce()),
                        "files/s",
                        rates)
                .reaching(burst.reach());
    }
}
