package dev.sluice.objects.columnar;

import dev.sluice.tabular.dataset.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes objects in a separate process, on the class path that a service has. */
final class ObjectsMain {
    private static final int KIB = 1024;

    private ObjectsMain() {}

    /**
     * @param arguments a directory for objects of all codecs, or {@code many} or {@code wide} for rows that are thrown
     *     away
     */
    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "many" -> writeMany();
            case "wide" -> writeWide();
            default -> writeFiles(Path.of(arguments[0]));
        }
    }

    private static void writeFiles(Path directory) throws IOException {
        for (Codec codec : Codec.values()) {
            String name = codec.name().toLowerCase(Locale.ROOT);
            Random random = new Random(6);
            Dataset dataset = SampleDatasets.random(random);
            List<Object[]> rows = SampleRows.random(dataset, 200, random);
            Files.write(directory.resolve(name + ".parquet"), Written.parquet(dataset, rows, codec));
            Files.write(directory.resolve(name + ".avro"), Written.avro(dataset, rows, codec));
        }
    }

    /** Short rows, then the longest, several times: together many times the heap of the test. */
    private static void writeMany() throws IOException {
        Random random = new Random(7);
        Dataset dataset = SampleDatasets.readings();
        RowExport export = toNowhere(dataset);
        String noise = noise(random);
        for (int round = 0; round < 2; round++) {
            for (long line = 0; line < 50_000; line++) {
                export.valid(line, new Object[] {line, "s" + line % 9, random.nextDouble(), text(noise, 20, random)});
            }
            for (long line = 0; line < 1_000; line++) {
                export.valid(line, new Object[] {line, "s", random.nextDouble(), text(noise, 60 * KIB, random)});
            }
        }
        export.close();
        System.out.println(export.valid().rows());
    }

    /** Columns of so many different values that each has a dictionary as large as it may be. */
    private static void writeWide() throws IOException {
        Random random = new Random(8);
        Dataset dataset = SampleDatasets.wide(500);
        Object[] row = new Object[500];
        RowExport export = toNowhere(dataset);
        for (long line = 0; line < 10_000; line++) {
            Arrays.setAll(row, i -> random.nextDouble());
            row[0] = "key";
            export.valid(line, row);
        }
        export.close();
        System.out.println(export.valid().rows());
    }

    private static RowExport toNowhere(Dataset dataset) throws IOException {
        RowSchema schema = RowSchema.of(dataset);
        return new RowExport(
                List.of(
                        new ParquetRows(OutputStream.nullOutputStream(), schema, Written.OBJECT, Codec.ZSTD),
                        new AvroRows(OutputStream.nullOutputStream(), schema, Written.OBJECT, Codec.ZSTD)),
                null);
    }

    private static String text(String noise, int length, Random random) {
        int from = random.nextInt(noise.length() - length);
        return noise.substring(from, from + length);
    }

    private static String noise(Random random) {
        byte[] noise = new byte[1024 * KIB];
        random.nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }
}
