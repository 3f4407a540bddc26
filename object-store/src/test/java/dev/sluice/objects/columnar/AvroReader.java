package dev.sluice.objects.columnar;

import dev.sluice.tabular.dataset.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Reads Avro files with the format's own reader. */
final class AvroReader {
    private AvroReader() {}

    static DataFileReader<GenericRecord> open(byte[] file) throws IOException {
        return new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>());
    }

    /** The rows in the form of {@link SampleRows#expected}. */
    static List<List<Object>> rows(byte[] file, Dataset dataset) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        try (DataFileReader<GenericRecord> reader = open(file)) {
            for (GenericRecord entry : reader) {
                List<Object> row = new ArrayList<>();
                for (int i = 0; i < dataset.fields().size(); i++) {
                    row.add(value(entry.get(i)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Object value(Object value) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        if (value instanceof Integer day) {
            return (long) day;
        }
        return value instanceof List<?> items ? new ArrayList<>(items) : value;
    }
}
