package dev.sluice.gateway.resume;

import dev.sluice.gateway.csv.ByteOrderMark;
import dev.sluice.gateway.csv.Chunk;
import dev.sluice.gateway.csv.ChunkCutter;
import dev.sluice.gateway.csv.CutterState;
import dev.sluice.gateway.csv.UploadFile;
import dev.sluice.gateway.csv.UploadFile.FirstRow;
import dev.sluice.gateway.csv.Utf8Input;
import dev.sluice.gateway.json.DocumentLines;
import dev.sluice.gateway.json.LineScanner;
import dev.sluice.schemas.message.ChunkHeaders;
import dev.sluice.schemas.message.FileEvent.FileClosed;
import dev.sluice.tabular.csv.RecordScanner;
import dev.sluice.tabular.csv.RowScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file from any place in it on, as chunks. They are the same chunks as those of an {@link UploadFile}, wherever it was
 * interrupted. It is interrupted by an exception of its source, after which it may be saved. Not thread-safe.
 */
public final class ResumableFile {
    private static final String JSON = "json";
    private static final String NDJSON = "ndjson";

    private final SavedDigest bytes;
    private final SavedDigest text;
    private final @Nullable Utf8Input utf8;
    private final @Nullable DocumentLines documents;
    private final ChunkCutter cutter;

    private ResumableFile(OpenFile file, SavedDigest bytes, @Nullable FirstRow first, @Nullable TextState state)
            throws IOException {
        Charset charset = Charset.forName(file.charset());
        boolean converted = !charset.equals(StandardCharsets.UTF_8);
        this.bytes = bytes;
        this.utf8 = converted ? utf8(bytes, charset, state) : null;
        InputStream decoded = utf8 == null ? bytes : utf8;
        this.text = converted || file.marked() ? digest(decoded, state == null ? null : state.text()) : bytes;
        if (first != null) {
            // All of that is at hand, as the file could be opened.
            var unused = text.readNBytes(Math.toIntExact(first.position()));
        }
        this.documents = file.format().equals(JSON) ? documents(text, state) : null;
        InputStream rows = documents == null ? text : documents;
        CutterState cut = state == null
                ? new CutterState(0, Objects.requireNonNull(first).line(), new byte[0], null)
                : state.cutter();
        this.cutter =
                new ChunkCutter(cut, rows, scanner(file), contentType(file), file.chunkBytes(), file.maxRowBytes());
    }

    /**
     * A file from its beginning on.
     *
     * @param first where its first chunk begins
     * @param in all of its bytes; at least those up to the first chunk don't throw
     */
    public static ResumableFile begin(OpenFile file, FirstRow first, InputStream in) throws IOException {
        SavedDigest bytes = new SavedDigest(in);
        if (file.marked()) {
            byte[] mark = bytes.readNBytes(mark(file).length());
            if (ByteOrderMark.find(mark).isEmpty()) {
                throw new IllegalArgumentException("expected a byte order mark");
            }
        }
        return new ResumableFile(file, bytes, first, null);
    }

    /**
     * A file from where another one was.
     *
     * @param in the bytes that the other one hasn't read
     */
    public static ResumableFile resume(OpenFile file, TextState state, InputStream in) throws IOException {
        return new ResumableFile(file, new SavedDigest(in, state.bytes()), null, state);
    }

    /** The name of a charset under which it can be resumed; empty if its decoder has a state between characters. */
    public static Optional<String> resumable(Charset charset) {
        // Without a mark, in which case big-endian is the default; a resumed decoder must not look for one.
        if (charset.equals(StandardCharsets.UTF_16)) {
            return Optional.of(StandardCharsets.UTF_16BE.name());
        }
        if (charset.name().equals("UTF-32")) {
            return Optional.of("UTF-32BE");
        }
        return ResumableCharsets.include(charset) ? Optional.of(charset.name()) : Optional.empty();
    }

    /**
     * The next chunk, or nothing after the last one.
     *
     * @throws IOException what the source throws, after which the call may be repeated; or if the rest can't be read
     */
    public Optional<Chunk> next() throws IOException {
        return cutter.next();
    }

    /** What another one needs to continue. Not at the end of the file. */
    public TextState state() {
        return new TextState(
                bytes.state(),
                text == bytes ? null : text.state(),
                utf8 == null ? null : utf8.state(),
                documents == null ? null : documents.state(),
                cutter.state());
    }

    /** The number of chunks so far. */
    public long chunks() {
        return cutter.chunks();
    }

    /** The SHA-256 of the text as UTF-8, in lower-case hexadecimal, at the end of the file. */
    public String textSha256() {
        return text.sha256();
    }

    /** The event that closes the file, at its end. */
    public FileClosed closed(String fileId, long length) {
        return new FileClosed(fileId, cutter.chunks(), length, cutter.lines(), bytes.sha256());
    }

    private static ByteOrderMark mark(OpenFile file) {
        Charset charset = Charset.forName(file.charset());
        for (ByteOrderMark mark : ByteOrderMark.values()) {
            if (mark.charset().equals(charset)) {
                return mark;
            }
        }
        throw new IllegalArgumentException("expected a charset with a byte order mark, found " + file.charset());
    }

    private static Utf8Input utf8(InputStream in, Charset charset, @Nullable TextState state) {
        return state == null
                ? new Utf8Input(in, charset)
                : new Utf8Input(in, charset, Objects.requireNonNull(state.utf8(), "the conversion"));
    }

    private static SavedDigest digest(InputStream in, byte @Nullable [] state) {
        return state == null ? new SavedDigest(in) : new SavedDigest(in, state);
    }

    private static DocumentLines documents(InputStream in, @Nullable TextState state) {
        return state == null
                ? new DocumentLines(in)
                : new DocumentLines(in, Objects.requireNonNull(state.documents(), "the documents"));
    }

    private static RowScanner scanner(OpenFile file) {
        return file.format().equals(JSON) || file.format().equals(NDJSON)
                ? new LineScanner()
                : new RecordScanner(file.delimiter());
    }

    private static String contentType(OpenFile file) {
        return switch (file.format()) {
            case JSON -> ChunkHeaders.JSON;
            case NDJSON -> ChunkHeaders.NDJSON;
            default -> ChunkHeaders.CSV;
        };
    }
}
