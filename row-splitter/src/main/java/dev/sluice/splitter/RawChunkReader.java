package dev.sluice.splitter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.FileIds;
import dev.sluice.schemas.csv.Dataset;
import dev.sluice.schemas.csv.Datasets;
import dev.sluice.schemas.csv.Header;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Tells the three kinds of records of {@code raw-chunks} apart: with a gateway's headers a numbered chunk of a file;
 * without them and without a key a complete little file; with a key an addition to the open stream of that name.
 *
 * <p>The last two are a direct producer's. Their first record is the header row, unless a {@code csv-header} header
 * stands for it; the headers {@code dataset} and {@code filename} are optional.
 */
final class RawChunkReader {
    private static final int MAX_NAME_CHARS = 256;

    private RawChunkReader() {}

    static RawChunk read(Record<byte[], byte[]> record, RecordPosition at) {
        if (ChunkHeaders.present(record.headers())) {
            return numbered(record);
        }
        return hasKey(record) ? streamPart(record) : wholeFile(record, at);
    }

    private static boolean hasKey(Record<byte[], byte[]> record) {
        return record.key() != null && record.key().length > 0;
    }

    private static RawChunk numbered(Record<byte[], byte[]> record) {
        Optional<ChunkOrigin> origin = numberedOrigin(record.headers());
        if (origin.isEmpty()) {
            return new RawChunk.Unreadable("expected the headers " + ChunkHeaders.FILE_ID + " (" + FileIds.RULE
                    + ") and " + ChunkHeaders.CHUNK + " (a number from 0), found "
                    + inWords(record.headers(), ChunkHeaders.FILE_ID) + " and "
                    + inWords(record.headers(), ChunkHeaders.CHUNK));
        }
        try {
            CsvText text = new CsvText(record.value());
            ChunkHeaders headers = chunkHeaders(record.headers());
            Dataset dataset = CsvText.dataset(headers.dataset());
            Header header = CsvText.header(headers.csvHeader(), dataset);
            return new RawChunk.Rows(origin.get(), new RowReader(dataset, header), text.records(headers.firstLine()));
        } catch (FaultException e) {
            return new RawChunk.Faulty(origin.get(), e.fault());
        }
    }

    private static RawChunk wholeFile(Record<byte[], byte[]> record, RecordPosition at) {
        if (record.value() == null) {
            return new RawChunk.Unreadable("expected CSV text, found a record without a value");
        }
        WholeFile wholeFile = new WholeFile(
                CutText.ofChars(datasetName(record.headers()), MAX_NAME_CHARS),
                filename(record.headers()),
                Instant.ofEpochMilli(record.timestamp()));
        ChunkOrigin origin = ChunkOrigin.ofWholeFile(at.fileId(), wholeFile);
        try {
            return withHeaderRow(origin, record);
        } catch (FaultException e) {
            return new RawChunk.Faulty(origin, e.fault());
        }
    }

    /** An open stream never ends, so nothing can fail it: what holds no rows is a dead letter. */
    private static RawChunk streamPart(Record<byte[], byte[]> record) {
        String key = new String(record.key(), UTF_8);
        if (!FileIds.isValid(key)) {
            return new RawChunk.Unreadable("expected as key the name of a stream (" + FileIds.RULE + "), found "
                    + CutText.ofChars(key, MAX_NAME_CHARS));
        }
        try {
            return withHeaderRow(ChunkOrigin.ofStream(key), record);
        } catch (FaultException e) {
            return new RawChunk.Unreadable(e.fault().code() + ": " + e.fault().message());
        }
    }

    private static RawChunk withHeaderRow(ChunkOrigin origin, Record<byte[], byte[]> record) throws FaultException {
        CsvText text = new CsvText(record.value());
        Dataset dataset = CsvText.dataset(datasetName(record.headers()));
        RecordCursor records = text.checkedRecords();
        String headerRow = ChunkHeaders.find(record.headers(), ChunkHeaders.CSV_HEADER);
        Header header = headerRow == null ? CsvText.takeHeader(records, dataset) : CsvText.header(headerRow, dataset);
        return new RawChunk.Rows(origin, new RowReader(dataset, header), records);
    }

    /** What it takes to say that a chunk was there, even if nothing else of it can be read. */
    private static Optional<ChunkOrigin> numberedOrigin(Headers headers) {
        String fileId = ChunkHeaders.find(headers, ChunkHeaders.FILE_ID);
        String chunk = ChunkHeaders.find(headers, ChunkHeaders.CHUNK);
        if (fileId == null || chunk == null || !FileIds.isValid(fileId) || !isNumber(chunk)) {
            return Optional.empty();
        }
        return Optional.of(ChunkOrigin.ofChunk(fileId, Long.parseLong(chunk)));
    }

    /** Up to 18 digits: more than any file has chunks, and always a long. */
    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static ChunkHeaders chunkHeaders(Headers headers) throws FaultException {
        try {
            return ChunkHeaders.from(headers);
        } catch (IllegalArgumentException e) {
            throw new FaultException("unreadable-chunk", String.valueOf(e.getMessage()));
        }
    }

    private static String datasetName(Headers headers) {
        return Objects.requireNonNullElse(
                ChunkHeaders.find(headers, ChunkHeaders.DATASET), Datasets.SENSOR_READINGS.name());
    }

    private static @Nullable String filename(Headers headers) {
        String filename = ChunkHeaders.find(headers, ChunkHeaders.FILENAME);
        return filename == null ? null : CutText.ofChars(filename, MAX_NAME_CHARS);
    }

    private static String inWords(Headers headers, String name) {
        String text = ChunkHeaders.find(headers, name);
        return text == null ? "none" : CutText.ofChars(text, MAX_NAME_CHARS);
    }
}
