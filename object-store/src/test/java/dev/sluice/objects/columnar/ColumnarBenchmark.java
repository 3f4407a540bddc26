package dev.sluice.objects.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.header.Columns;
import dev.sluice.tabular.header.HeaderException;
import dev.sluice.tabular.header.ReadOptions;
import dev.sluice.tabular.row.Rows;
import dev.sluice.tabular.row.csv.CsvRows;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Rows per CPU second of the process: from the text of chunks to Parquet and Avro in one pass, beside writing the same
 * rows from memory with the same libraries' own records. Both in turns, in one process.
 */
final class ColumnarBenchmark {
    private static final int ROWS_PER_CHUNK = 12_000;
    private static final int CHUNKS = 80;
    private static final ReadOptions OPTIONS = new ReadOptions(',', true, ReadOptions.Layout.LONG, Map.of(), Map.of());

    private final Dataset dataset = Datasets.shipped().find(Datasets.DEFAULT).orElseThrow();
    private final RowSchema schema = RowSchema.of(dataset);
    private final List<byte[]> chunks = new ArrayList<>();
    private final PlainRecordWriters plain = new PlainRecordWriters(schema);
    private final Columns columns;

    private ColumnarBenchmark() throws HeaderException {
        columns = Columns.of("timestamp,sensor_id,value", dataset, OPTIONS);
        Random random = new Random(7);
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            chunks.add(chunk(chunk, random));
        }
    }

    /** @param arguments the number of rounds */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
        ColumnarBenchmark benchmark = new ColumnarBenchmark();
        benchmark.fill();
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            double onePass = rowsPerSecond(benchmark::writeFromText);
            double fromMemory = rowsPerSecond(benchmark.plain::write);
            ratios[round] = onePass / fromMemory;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: text to Parquet and Avro %.2f M rows per CPU second, from memory %.2f M: %.2f%n",
                    round + 1,
                    onePass / 1e6,
                    fromMemory / 1e6,
                    ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "median %.2f%n", ratios[rounds / 2]);
    }

    /** Writes all rows. */
    private interface Writing {
        void run() throws Exception;
    }

    private static double rowsPerSecond(Writing writing) throws Exception {
        long start = cpuNanos();
        writing.run();
        return (double) ROWS_PER_CHUNK * CHUNKS / (cpuNanos() - start) * 1e9;
    }

    /** Of all threads: compilers and garbage collection too. */
    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void fill() {
        RowExport toMemory = new RowExport(List.of(plain), null);
        read(toMemory);
    }

    private void writeFromText() throws IOException {
        try (RowExport export = new RowExport(
                List.of(
                        new ParquetRows(OutputStream.nullOutputStream(), schema, Written.OBJECT, Codec.ZSTD),
                        new AvroRows(OutputStream.nullOutputStream(), schema, Written.OBJECT, Codec.ZSTD)),
                null)) {
            read(export);
        }
    }

    private void read(RowExport export) {
        for (byte[] chunk : chunks) {
            Rows rows = new CsvRows(chunk, 0, 1, dataset, columns, OPTIONS);
            boolean more = true;
            while (more) {
                more = rows.next(export);
            }
        }
    }

    /** Readings of 100 sensors, about 512 KiB of them, as in a chunk of a file. */
    private static byte[] chunk(int number, Random random) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS_PER_CHUNK; i++) {
            int second = number * ROWS_PER_CHUNK + i;
            rows.append("2024-05-%02dT%02d:%02d:%02dZ,sensor-%d,%s%n"
                    .formatted(
                            1 + second / 86_400,
                            second / 3_600 % 24,
                            second / 60 % 60,
                            second % 60,
                            random.nextInt(100),
                            random.nextInt(100_000) / 100.0));
        }
        return rows.toString().getBytes(UTF_8);
    }
}
