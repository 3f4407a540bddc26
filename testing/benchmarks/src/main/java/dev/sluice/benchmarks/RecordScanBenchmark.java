package dev.sluice.benchmarks;

import dev.sluice.tabular.csv.RecordScanner;
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

/** Finding the ends of 10,000 records of a chunk. Rows per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordScanBenchmark {
    private final byte[] chunk = SampleChunk.bytes();

    @Benchmark
    @OperationsPerInvocation(SampleChunk.ROWS)
    public int scan() {
        RecordScanner scanner = new RecordScanner(',');
        int records = 0;
        int at = scanner.findEnd(chunk, 0, chunk.length);
        while (at >= 0) {
            records++;
            at = scanner.findEnd(chunk, at, chunk.length);
        }
        return records;
    }
}
