package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.csv.RecordScanner;
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

/** Finding the ends of 10,000 records of a chunk. Rows per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordScanBenchmark {
    private static final int ROWS = 10_000;

    private final byte[] chunk = chunk();

    @Benchmark
    @OperationsPerInvocation(ROWS)
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

    private static byte[] chunk() {
        Random random = new Random(7);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append("2024-05-01T10:")
                    .append(10 + random.nextInt(50))
                    .append(":00Z,sensor-")
                    .append(random.nextInt(100))
                    .append(',')
                    .append(random.nextGaussian())
                    .append('\n');
        }
        return rows.toString().getBytes(UTF_8);
    }
}
