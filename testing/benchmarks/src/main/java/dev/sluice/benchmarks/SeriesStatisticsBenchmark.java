package dev.sluice.benchmarks;

import dev.sluice.tabular.stats.SeriesStatistics;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Adding 10,000 values to the statistics of one series. Values per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SeriesStatisticsBenchmark {
    private static final int VALUES = 10_000;

    private final double[] values = new Random(7).doubles(VALUES, 1e9, 1e9 + 1).toArray();

    @Benchmark
    @OperationsPerInvocation(VALUES)
    public SeriesStatistics add() {
        SeriesStatistics statistics = new SeriesStatistics();
        for (int i = 0; i < VALUES; i++) {
            statistics.add(values[i], i);
        }
        return statistics;
    }
}
