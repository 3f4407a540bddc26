package dev.sluice.benchmarks;

import dev.sluice.schemas.csv.Columns;
import dev.sluice.schemas.csv.HeaderException;
import dev.sluice.schemas.csv.ReadOptions;
import dev.sluice.schemas.dataset.Dataset;
import dev.sluice.schemas.dataset.Datasets;
import dev.sluice.schemas.message.RowError;
import dev.sluice.schemas.message.ValidRow;
import dev.sluice.schemas.message.ValidRowReader;
import dev.sluice.schemas.message.ValidRowWriter;
import dev.sluice.schemas.row.CsvRows;
import dev.sluice.schemas.row.CutText;
import dev.sluice.schemas.row.RowHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

/** The rows of a chunk of sensor readings: into values of {@code valid-rows}, and out of them. Rows per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RowBenchmark {
    private static final Dataset DATASET =
            Datasets.shipped().find(Datasets.DEFAULT).orElseThrow();
    private static final ReadOptions OPTIONS = new ReadOptions(',', true, ReadOptions.Layout.LONG, Map.of(), Map.of());

    private final byte[] chunk = SampleChunk.bytes();
    private final Columns columns;
    private final List<byte[]> rows = new ArrayList<>();
    private final ValidRowReader reader = new ValidRowReader(Datasets.shipped());

    public RowBenchmark() {
        try {
            columns = Columns.of("timestamp,sensor_id,value", DATASET, OPTIONS);
        } catch (HeaderException e) {
            throw new IllegalStateException(e);
        }
        split(rows::add);
    }

    /** Finds, splits, validates and encodes. */
    @Benchmark
    @OperationsPerInvocation(SampleChunk.ROWS)
    public void split(Blackhole out) {
        split((Consumer<byte[]>) out::consume);
    }

    /** Decodes what was encoded. */
    @Benchmark
    @OperationsPerInvocation(SampleChunk.ROWS)
    public void read(Blackhole out) {
        for (byte[] row : rows) {
            ValidRow read = reader.deserialize("valid-rows", row);
            out.consume(read);
        }
    }

    private void split(Consumer<byte[]> out) {
        ValidRowWriter writer = new ValidRowWriter("0199c2a0-0000-7000-8000-000000000001", 3L, DATASET);
        CsvRows csv = new CsvRows(chunk, 0, 1, DATASET, columns, OPTIONS);
        RowHandler handler = new RowHandler() {
            @Override
            public void valid(long line, Object[] values) {
                out.accept(writer.write(line, values));
            }

            @Override
            public void invalid(long line, CutText raw, List<RowError> errors) {
                throw new IllegalStateException("expected a valid row, found " + raw.text());
            }
        };
        boolean more = true;
        while (more) {
            more = csv.next(handler);
        }
    }
}
