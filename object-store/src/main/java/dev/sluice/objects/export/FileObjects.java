package dev.sluice.objects.export;

import dev.sluice.objects.columnar.AvroRows;
import dev.sluice.objects.columnar.Codec;
import dev.sluice.objects.columnar.ObjectDescription;
import dev.sluice.objects.columnar.ParquetRows;
import dev.sluice.objects.columnar.RejectRows;
import dev.sluice.objects.columnar.RowExport;
import dev.sluice.objects.columnar.RowSchema;
import dev.sluice.objects.columnar.RowWriter;
import dev.sluice.objects.store.ObjectStore;
import dev.sluice.objects.store.ObjectStoreException;
import dev.sluice.objects.store.ObjectWrite;
import dev.sluice.objects.store.StoredObject;
import dev.sluice.tabular.dataset.Dataset;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects of one file while they are written. Closed without {@link #complete}, none of them becomes visible. */
final class FileObjects implements AutoCloseable {
    /** By which an object that is there already is recognized. */
    private static final String FILE_ID = "sluice-file-id";

    private static final String VERSION = "sluice-version";

    private final ObjectStore store;
    private final String key;
    private final ObjectDescription description;
    private final Map<ExportFormat, ObjectWrite> writes = new EnumMap<>(ExportFormat.class);

    FileObjects(ObjectStore store, String key, ObjectDescription description) {
        this.store = store;
        this.key = key;
        this.description = description;
    }

    /** Begins the objects of rows. */
    RowExport rows(List<ExportFormat> formats, Dataset dataset, Codec codec) throws IOException, ObjectStoreException {
        RowSchema schema = RowSchema.of(dataset);
        List<RowWriter> writers = new ArrayList<>();
        @Nullable RejectRows rejects = null;
        for (ExportFormat format : formats) {
            switch (format) {
                case PARQUET -> writers.add(new ParquetRows(begin(format), schema, description, codec));
                case AVRO -> writers.add(new AvroRows(begin(format), schema, description, codec));
                case REJECTS -> rejects = new RejectRows(begin(format), dataset, description, codec);
                case RESULT -> {
                    // It has no rows.
                }
            }
        }
        return new RowExport(writers, rejects);
    }

    /** Begins an object. Its writer closes the stream when it has written all, which completes nothing yet. */
    OutputStream begin(ExportFormat format) throws ObjectStoreException {
        ObjectWrite write =
                store.create(format.key(key), Map.of(FILE_ID, description.fileId(), VERSION, description.version()));
        writes.put(format, write);
        return new FilterOutputStream(write) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                write.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                write.flush();
            }
        };
    }

    /**
     * Makes the objects visible, one after the other, in the order of their formats. One that is there from an earlier
     * attempt remains.
     *
     * @throws ExportException if an object of another file is there
     */
    void complete() throws ObjectStoreException, ExportException {
        for (Map.Entry<ExportFormat, ObjectWrite> each : writes.entrySet()) {
            Optional<StoredObject> there = each.getValue().complete(null);
            if (there.isPresent()
                    && !description.fileId().equals(there.get().metadata().get(FILE_ID))) {
                throw new ExportException("expected no object, or one of this file, under the key "
                        + there.get().key() + ", found one of " + owner(there.get()));
            }
        }
    }

    private static String owner(StoredObject object) {
        String fileId = object.metadata().get(FILE_ID);
        return fileId == null ? "someone else" : "file " + fileId;
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (ObjectWrite write : writes.values()) {
            try {
                write.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
