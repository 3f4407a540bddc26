package dev.sluice.schemas.chunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.ChunkSplit.WholeFile;
import dev.sluice.schemas.message.FileIds;
import dev.sluice.tabular.dataset.shipped.Datasets;
import dev.sluice.tabular.text.TruncatedText;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Parses records of {@code raw-chunks}, of which there are three kinds. With the header {@code chunk} a record is a
 * numbered chunk of a file. Without that header and without a key it is a complete small file; its id is in {@code
 * file-id} if a gateway sent it, and is derived from its position if a direct producer did. With a key it belongs to
 * the open stream of that name.
 *
 * <p>The last two are CSV or JSON; see {@link DirectHeaders}.
 */
public final class RawChunkReader {
    private static final int MAX_NAME_CHARS = 256;
    private static final String NO_VALUE = "expected CSV text, found a record without a value";

    private final RowTexts texts;

    public RawChunkReader(Datasets datasets) {
        texts = new RowTexts(datasets);
    }

    public RawChunk read(RawRecord record) {
        if (isNumbered(record)) {
            return numbered(record);
        }
        byte[] text = record.value();
        if (text == null) {
            return new RawChunk.Unreadable(NO_VALUE);
        }
        if (hasKey(record)) {
            return streamPart(record, text);
        }
        return isNamed(record)
                ? namedFile(record, text)
                : wholeFile(record, text, record.at().fileId(), false);
    }

    /** The origin of a record by its headers, without reading its text; empty if it belongs to no file. */
    public Optional<ChunkOrigin> origin(RawRecord record) {
        if (isNumbered(record)) {
            return numberedOrigin(record.headers());
        }
        if (record.value() == null || hasKey(record)) {
            return Optional.empty();
        }
        boolean named = isNamed(record);
        String fileId = named
                ? ChunkHeaders.find(record.headers(), ChunkHeaders.FILE_ID)
                : record.at().fileId();
        if (fileId == null || !FileIds.isValid(fileId)) {
            return Optional.empty();
        }
        DirectHeaders headers = DirectHeaders.read(record.headers());
        return Optional.of(wholeFileOrigin(fileId, named, headers, record, null, null));
    }

    private static boolean isNamed(RawRecord record) {
        return record.headers().lastHeader(ChunkHeaders.FILE_ID) != null;
    }

    /** Whether it claims to be a chunk; a chunk without a number has a key. */
    private static boolean isNumbered(RawRecord record) {
        return ChunkHeaders.present(record.headers()) || (isNamed(record) && hasKey(record));
    }

    private static ChunkOrigin wholeFileOrigin(
            String fileId,
            boolean named,
            DirectHeaders headers,
            RawRecord record,
            @Nullable String csvHeader,
            @Nullable String csvOptions) {
        Instant received = Instant.ofEpochMilli(record.timestamp());
        WholeFile file = new WholeFile(
                headers.dataset(),
                headers.filename(),
                received,
                record.at().partition(),
                record.at().offset(),
                csvHeader,
                csvOptions,
                headers.client());
        return ChunkOrigin.ofWholeFile(fileId, named, file);
    }

    private static boolean hasKey(RawRecord record) {
        return record.key() != null && record.key().length > 0;
    }

    private RawChunk numbered(RawRecord record) {
        Optional<ChunkOrigin> origin = numberedOrigin(record.headers());
        if (origin.isEmpty()) {
            return new RawChunk.Unreadable("expected the headers " + ChunkHeaders.FILE_ID + " (" + FileIds.RULE
                    + ") and " + ChunkHeaders.CHUNK + " (a number from 0), found "
                    + inWords(record.headers(), ChunkHeaders.FILE_ID) + " and "
                    + inWords(record.headers(), ChunkHeaders.CHUNK));
        }
        try {
            if (record.value() == null) {
                throw new FaultException("unreadable-chunk", NO_VALUE);
            }
            RowText text = texts.ofChunk(record.value(), chunkHeaders(record.headers()));
            return new RawChunk.Usable(origin.get(), text.dataset(), text.rows());
        } catch (FaultException e) {
            return new RawChunk.Faulty(origin.get(), e.fault());
        }
    }

    private RawChunk namedFile(RawRecord record, byte[] text) {
        String fileId = ChunkHeaders.find(record.headers(), ChunkHeaders.FILE_ID);
        if (fileId == null || !FileIds.isValid(fileId)) {
            return new RawChunk.Unreadable("expected as header " + ChunkHeaders.FILE_ID + " " + FileIds.RULE
                    + ", found " + inWords(record.headers(), ChunkHeaders.FILE_ID));
        }
        return wholeFile(record, text, fileId, true);
    }

    private RawChunk wholeFile(RawRecord record, byte[] text, String fileId, boolean named) {
        DirectHeaders headers = DirectHeaders.read(record.headers());
        try {
            RowText read = texts.ofRecord(text, headers);
            ChunkOrigin origin = wholeFileOrigin(fileId, named, headers, record, read.csvHeader(), read.csvOptions());
            return new RawChunk.Usable(origin, read.dataset(), read.rows());
        } catch (FaultException e) {
            return new RawChunk.Faulty(wholeFileOrigin(fileId, named, headers, record, null, null), e.fault());
        }
    }

    /** No record can fail an open stream: one without readable rows goes to the dead letters. */
    private RawChunk streamPart(RawRecord record, byte[] text) {
        String key = new String(record.key(), UTF_8);
        if (!FileIds.isValid(key)) {
            return new RawChunk.Unreadable("expected as key the name of a stream (" + FileIds.RULE + "), found "
                    + TruncatedText.ofChars(key, MAX_NAME_CHARS));
        }
        try {
            RowText read = texts.ofRecord(text, DirectHeaders.read(record.headers()));
            return new RawChunk.Usable(ChunkOrigin.ofStream(key), read.dataset(), read.rows());
        } catch (FaultException e) {
            return new RawChunk.Unreadable(e.fault().code() + ": " + e.fault().message());
        }
    }

    /** Reads only what is needed to account for a chunk, even if the rest is unreadable. */
    private static Optional<ChunkOrigin> numberedOrigin(Headers headers) {
        String fileId = ChunkHeaders.find(headers, ChunkHeaders.FILE_ID);
        String chunk = ChunkHeaders.find(headers, ChunkHeaders.CHUNK);
        if (fileId == null || chunk == null || !FileIds.isValid(fileId) || !isNumber(chunk)) {
            return Optional.empty();
        }
        return Optional.of(ChunkOrigin.ofChunk(fileId, Long.parseLong(chunk)));
    }

    /** At most 15 digits: more than any file has chunks. */
    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 15 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static ChunkHeaders chunkHeaders(Headers headers) throws FaultException {
        try {
            return ChunkHeaders.from(headers);
        } catch (IllegalArgumentException e) {
            throw new FaultException("unreadable-chunk", String.valueOf(e.getMessage()));
        }
    }

    private static String inWords(Headers headers, String name) {
        String text = ChunkHeaders.find(headers, name);
        return text == null ? "none" : TruncatedText.ofChars(text, MAX_NAME_CHARS);
    }
}
