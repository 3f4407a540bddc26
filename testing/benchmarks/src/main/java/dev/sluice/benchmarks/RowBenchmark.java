package dev.sluice.benchmarks;

import dev.sluice.schemas.row.ValidRow;
import dev.sluice.schemas.row.ValidRowReader;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/** The rows of a chunk: into values of {@code valid-rows}, and out of them. Rows per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RowBenchmark {
    private final SampleSplit readings =
            new SampleSplit(Datasets.DEFAULT, "timestamp,sensor_id,value", SampleChunk.bytes());
    private final SampleSplit quoted =
            new SampleSplit(Datasets.DEFAULT, "timestamp,sensor_id,value", SampleChunk.quoted());
    private final SampleSplit songPlays =
            new SampleSplit("song-plays", "Song,Date,Number of Plays", SampleChunk.songPlays());
    private final List<byte[]> rows = new ArrayList<>();
    private final ValidRowReader reader = new ValidRowReader(Datasets.shipped());

    public RowBenchmark() {
        readings.run((key, row) -> rows.add(row));
    }

    /** Scans, splits, validates and encodes. */
    @Benchmark
    @OperationsPerInvocation(SampleChunk.ROWS)
    public void split(Blackhole out) {
        split(readings, out);
    }

    /** Likewise, with all cells quoted. */
    @Benchmark
    @OperationsPerInvocation(SampleChunk.ROWS)
    public void splitQuoted(Blackhole out) {
        split(quoted, out);
    }

    /** Likewise, with rows that are grouped by two fields, a title and a day. */
    @Benchmark
    @OperationsPerInvocation(SampleChunk.ROWS)
    public void splitSongPlays(Blackhole out) {
        split(songPlays, out);
    }

    /** Decodes the encoded rows. */
    @Benchmark
    @OperationsPerInvocation(SampleChunk.ROWS)
    public void read(Blackhole out) {
        for (byte[] row : rows) {
            ValidRow read = reader.deserialize("valid-rows", row);
            out.consume(read);
        }
    }

    private static void split(SampleSplit sample, Blackhole out) {
        sample.run((key, row) -> {
            out.consume(key);
            out.consume(row);
        });
    }
}
