package dev.sluice.objects.export;

import dev.sluice.objects.chunk.ChunkLog;
import dev.sluice.objects.chunk.ChunksException;
import dev.sluice.objects.chunk.FileChunks;
import dev.sluice.objects.columnar.ObjectDescription;
import dev.sluice.objects.columnar.RowExport;
import dev.sluice.objects.store.ObjectStore;
import dev.sluice.objects.store.ObjectStoreException;
import dev.sluice.schemas.chunk.RawChunk;
import dev.sluice.schemas.chunk.RawChunkReader;
import dev.sluice.schemas.chunk.RawRecord;
import dev.sluice.schemas.message.Json;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileResult;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary;
import dev.sluice.tabular.dataset.Dataset;
import dev.sluice.tabular.dataset.shipped.Datasets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the objects of an ended file: reads its chunks once more, in file order, and passes their rows to all formats in
 * one pass. Nothing is visible unless the rows are those that the splitter counted. Another attempt, here or elsewhere,
 * leaves the objects that are there, so any number of exporters leave one of each. Thread-safe.
 */
public final class FileExporter {
    private static final Logger LOG = LoggerFactory.getLogger(FileExporter.class);
    /** What is left of a write for longer belongs to a process that is gone. */
    private static final Duration LEFTOVERS = Duration.ofDays(1);

    private final ChunkLog chunks;
    private final RawChunkReader reader;
    private final Datasets datasets;
    private final ObjectStore store;
    private final ExportSettings settings;
    private final String version;

    /** @param version Sluice's, which is in the objects: a file that one version exports twice gives the same bytes */
    public FileExporter(
            ChunkLog chunks, Datasets datasets, ObjectStore store, ExportSettings settings, String version) {
        this.chunks = chunks;
        this.reader = new RawChunkReader(datasets);
        this.datasets = datasets;
        this.store = store;
        this.settings = settings;
        this.version = version;
    }

    /** Whether a file is exported: one that failed isn't, nor is a stream, which has no chunks. */
    static boolean isExported(FileResult result) {
        FileSummary file = result.summary();
        return file.status() != FileStatus.FAILED && !file.source().equals("stream");
    }

    /**
     * Exports a file.
     *
     * @throws ExportException if it can't be exported
     * @throws ChunksException if its chunks can't be read, now or any more
     * @throws ObjectStoreException if the store fails
     */
    void export(FileResult result) throws ExportException, ChunksException, ObjectStoreException {
        FileSummary file = result.summary();
        FileResult.Chunks expected = expected(result);
        ObjectDescription description = new ObjectDescription(file.fileId(), "", version);
        try (FileChunks read = chunks.open(file.fileId(), file.progress().chunks(), expected.ranges());
                FileObjects objects = new FileObjects(store, settings.key().key(file), description)) {
            writeRows(file, read, objects, expected);
            if (settings.formats().contains(ExportFormat.RESULT)) {
                try (OutputStream out = objects.begin(ExportFormat.RESULT)) {
                    out.write(Json.MAPPER.writeValueAsBytes(result));
                }
            }
            objects.complete();
        } catch (IOException | UncheckedIOException e) {
            throw failed(file, e);
        } catch (IllegalArgumentException e) {
            throw new ExportException("a row of file " + file.fileId() + " can't be written: " + e.getMessage(), e);
        }
    }

    /** Removes what exporters that died have left. */
    void sweep() throws ObjectStoreException {
        int swept = store.sweep(LEFTOVERS);
        if (swept > 0) {
            LOG.info("Removed what was left of {} objects that were never completed", swept);
        }
    }

    private static FileResult.Chunks expected(FileResult result) throws ExportException {
        FileResult.Chunks expected = result.chunks();
        if (expected == null) {
            throw new ExportException("file " + result.summary().fileId()
                    + " has no chunks to export: an older version of Sluice has read it");
        }
        return expected;
    }

    private void writeRows(FileSummary file, FileChunks read, FileObjects objects, FileResult.Chunks expected)
            throws ExportException, ChunksException, ObjectStoreException, IOException {
        Optional<RawRecord> next = read.next();
        Dataset dataset = next.isPresent() ? usable(file, next.get()).dataset() : dataset(file);
        RowExport rows = objects.rows(settings.formats(), dataset, settings.codec());
        while (next.isPresent()) {
            RawChunk.Usable chunk = usable(file, next.get());
            boolean more = true;
            while (more) {
                more = chunk.rows().next(rows);
            }
            next = read.next();
        }
        requireSame(file, "valid", expected.valid(), rows.valid());
        requireSame(file, "invalid", expected.invalid(), rows.invalid());
        rows.close();
    }

    private RawChunk.Usable usable(FileSummary file, RawRecord record) throws ExportException {
        RawChunk chunk = reader.read(record);
        if (chunk instanceof RawChunk.Usable usable) {
            return usable;
        }
        String why = chunk instanceof RawChunk.Faulty faulty ? faulty.fault().message() : chunk.toString();
        throw new ExportException("a chunk of file " + file.fileId() + ", " + record.at()
                + ", can't be read as it was when it was split: " + why);
    }

    private Dataset dataset(FileSummary file) throws ExportException {
        return datasets.find(file.dataset())
                .orElseThrow(() -> new ExportException("the dataset " + file.dataset() + " is unknown"));
    }

    /** They differ if the dataset's document was changed since. */
    private static void requireSame(FileSummary file, String kind, Tally counted, Tally read) throws ExportException {
        if (!counted.equals(read)) {
            throw new ExportException("expected the " + counted.rows() + " " + kind + " rows of file " + file.fileId()
                    + " as they were counted, found " + read.rows()
                    + " (or others): the dataset's document has changed since");
        }
    }

    /** The store's failure, whatever it was wrapped in on its way through the formats. */
    private static ObjectStoreException failed(FileSummary file, Exception failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof ObjectStoreException)) {
            cause = cause.getCause();
        }
        return cause instanceof ObjectStoreException store
                ? store
                : ObjectStoreException.of("the objects of file " + file.fileId(), failure);
    }
}
