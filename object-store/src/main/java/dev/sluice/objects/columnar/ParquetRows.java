package dev.sluice.objects.columnar;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.hadoop.ParquetWriter;

/** Writes rows as a Parquet file. */
public final class ParquetRows implements RowWriter {
    private final ParquetWriter<Object[]> file;

    /** @param out receives the object; closed with the writer */
    public ParquetRows(OutputStream out, RowSchema rows, ObjectDescription object, Codec codec) throws IOException {
        file = ParquetFile.open(out, new ParquetRowWriter(rows, object.metadata(rows.dataset())), codec);
    }

    @Override
    public void write(Object[] values) throws IOException {
        file.write(values);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
