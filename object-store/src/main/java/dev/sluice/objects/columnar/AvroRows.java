package dev.sluice.objects.columnar;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.DataFileWriter.AppendWriteException;

/** Writes rows as an Avro object container file. */
public final class AvroRows implements RowWriter {
    /** A block before compression: larger than Avro's 64 kB, as similar rows compress better together. */
    private static final int BLOCK_BYTES = 256 * 1024;

    private final DataFileWriter<Object[]> file;

    /** @param out receives the object; closed with the writer */
    public AvroRows(OutputStream out, RowSchema rows, ObjectDescription object, Codec codec) throws IOException {
        Schema schema = AvroSchema.of(rows);
        DataFileWriter<Object[]> writer = new DataFileWriter<>(new AvroRowWriter(rows));
        writer.setCodec(codec.inAvro()).setSyncInterval(BLOCK_BYTES);
        writer.setFlushOnEveryBlock(false);
        for (Map.Entry<String, String> entry : object.metadata(rows.dataset()).entrySet()) {
            writer.setMeta(entry.getKey(), entry.getValue());
        }
        file = writer.create(schema, out, object.syncMarker());
    }

    @Override
    public void write(Object[] values) throws IOException {
        try {
            file.append(values);
        } catch (AppendWriteException e) {
            throw e.getCause() instanceof IllegalArgumentException reason ? reason : e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
