package dev.sluice.objects.columnar;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;

/**
 * Keeps rows of a time, a text and a number as the libraries' own records, and writes them as a program does that uses
 * these libraries alone, with the same codec, pages, row groups and blocks.
 */
final class PlainRecordWriters implements RowWriter {
    private final MessageType parquetSchema;
    private final Schema avroSchema;
    private final List<Group> groups = new ArrayList<>();
    private final List<GenericRecord> entries = new ArrayList<>();

    PlainRecordWriters(RowSchema schema) {
        parquetSchema = ParquetSchema.of(schema);
        avroSchema = AvroSchema.of(schema);
    }

    @Override
    public void write(Object[] values) {
        Group group = new SimpleGroupFactory(parquetSchema).newGroup();
        group.add(0, (long) (Long) values[0]);
        group.add(1, (String) values[1]);
        group.add(2, (double) (Double) values[2]);
        groups.add(group);
        GenericRecord entry = new GenericData.Record(avroSchema);
        for (int i = 0; i < values.length; i++) {
            entry.put(i, values[i]);
        }
        entries.add(entry);
    }

    void write() throws IOException {
        try (ParquetWriter<Group> parquet = ExampleParquetWriter.builder(
                                new StreamOutputFile(OutputStream.nullOutputStream()))
                        .withConf(new PlainParquetConfiguration())
                        .withType(parquetSchema)
                        .withWriterVersion(WriterVersion.PARQUET_2_0)
                        .withRowGroupSize(16L * 1024 * 1024)
                        .withCodecFactory(new Compressors())
                        .withCompressionCodec(Codec.ZSTD.inParquet())
                        .build();
                DataFileWriter<GenericRecord> avro = new DataFileWriter<>(new GenericDatumWriter<>(avroSchema))) {
            avro.setCodec(Codec.ZSTD.inAvro()).setSyncInterval(256 * 1024);
            avro.create(avroSchema, OutputStream.nullOutputStream());
            for (Group group : groups) {
                parquet.write(group);
            }
            for (GenericRecord entry : entries) {
                avro.append(entry);
            }
        }
    }

    @Override
    public void close() {}
}
