package dev.sluice.objects.columnar;

import dev.sluice.tabular.dataset.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Objects, written to memory. */
final class Written {
    static final ObjectDescription OBJECT = new ObjectDescription(
            "0199c2a0-0000-7000-8000-000000000001",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "1.2.3");

    private Written() {}

    /** Opens a writer. */
    interface Opener {
        RowWriter open(OutputStream out, RowSchema rows, ObjectDescription object, Codec codec) throws IOException;
    }

    static byte[] parquet(Dataset dataset, List<Object[]> rows, Codec codec) throws IOException {
        return write(ParquetRows::new, dataset, rows, codec);
    }

    static byte[] avro(Dataset dataset, List<Object[]> rows, Codec codec) throws IOException {
        return write(AvroRows::new, dataset, rows, codec);
    }

    private static byte[] write(Opener opener, Dataset dataset, List<Object[]> rows, Codec codec) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RowWriter writer = opener.open(bytes, RowSchema.of(dataset), OBJECT, codec)) {
            for (Object[] row : rows) {
                writer.write(row);
            }
        }
        return bytes.toByteArray();
    }
}
