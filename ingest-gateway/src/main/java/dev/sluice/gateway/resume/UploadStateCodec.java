package dev.sluice.gateway.resume;

import dev.sluice.gateway.csv.CutterState;
import dev.sluice.gateway.csv.Utf8Input;
import dev.sluice.gateway.json.DocumentLines;
import dev.sluice.gateway.resume.UploadState.Ending;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The serialized form of an upload's state, as a value of {@code upload-states}. The file's id is in the key.
 *
 * <p>To add a field, use the next field number of its message, and read it after the others. The default value must be
 * correct for states of older versions. A field number must not be reused.
 */
public final class UploadStateCodec {
    private static final int USUAL_BYTES = 64 * 1024;

    private UploadStateCodec() {}

    /** The part of a state that says which of several states counts, and whose it is. */
    record Head(long offset, long expiresMs, @Nullable Ending ending, UploadRequest request) {}

    /** Returns the serialized form, without the id. */
    public static byte[] toBytes(UploadState state) {
        return new WireWriter(USUAL_BYTES)
                .number(1, state.offset())
                .number(2, state.expiresMs())
                .message(3, state.ending(), UploadStateCodec::writeEnding)
                .message(4, state.request(), UploadStateCodec::writeRequest)
                .message(5, state.open(), UploadStateCodec::writeOpen)
                .message(6, state.text(), UploadStateCodec::writeText)
                .bytes(7, state.start())
                .toBytes();
    }

    /**
     * Reads the output of {@link #toBytes} of this version, an older or a later one.
     *
     * @throws IllegalArgumentException if the value isn't such output
     */
    public static UploadState readFrom(String fileId, byte[] value) {
        return WireReader.read(value, in -> {
            Head head = head(in);
            OpenFile open = in.message(5, UploadStateCodec::readOpen);
            TextState text = in.message(6, UploadStateCodec::readText);
            return new UploadState(
                    fileId,
                    head.request(),
                    head.offset(),
                    head.expiresMs(),
                    Objects.requireNonNullElse(in.bytes(7), new byte[0]),
                    open,
                    text,
                    head.ending());
        });
    }

    /**
     * Reads the part that says which state counts, and whose it is.
     *
     * @throws IllegalArgumentException if the value isn't a state
     */
    static Head head(byte[] value) {
        return WireReader.read(value, UploadStateCodec::head);
    }

    private static Head head(WireReader in) {
        return new Head(
                in.number(1),
                in.number(2),
                in.message(3, UploadStateCodec::readEnding),
                WireReader.present(in.message(4, UploadStateCodec::readRequest), 4));
    }

    // The messages of the parts. The field numbers of each start at 1.

    private static void writeEnding(Ending ending, WireWriter out) {
        out.text(1, ending.storedAs()).flag(2, ending.repeated()).text(3, ending.code());
    }

    private static Ending readEnding(WireReader in) {
        return new Ending(in.text(1), in.flag(2), in.text(3));
    }

    private static void writeRequest(UploadRequest request, WireWriter out) {
        out.number(1, request.length())
                .text(2, request.metadata())
                .text(3, request.query())
                .text(4, request.contentType())
                .text(5, request.client())
                .text(6, request.scope())
                .text(7, request.idempotencyKey())
                .number(8, request.createdMs())
                .number(9, request.deadlineMs());
    }

    private static UploadRequest readRequest(WireReader in) {
        return new UploadRequest(
                in.number(1),
                text(in, 2),
                text(in, 3),
                in.text(4),
                text(in, 5),
                text(in, 6),
                in.text(7),
                in.number(8),
                in.number(9));
    }

    private static void writeOpen(OpenFile file, WireWriter out) {
        out.text(1, file.dataset())
                .text(2, file.filename())
                .text(3, file.format())
                .text(4, file.csvHeader())
                .text(5, file.csvOptions())
                .text(6, file.charset())
                .number(7, file.delimiter())
                .flag(8, file.marked())
                .number(9, file.chunkBytes())
                .number(10, file.maxRowBytes())
                .numberOrNull(11, file.lastEventMs());
    }

    private static OpenFile readOpen(WireReader in) {
        return new OpenFile(
                text(in, 1),
                text(in, 2),
                text(in, 3),
                in.text(4),
                in.text(5),
                text(in, 6),
                (char) in.integer(7, ','),
                in.flag(8),
                in.integer(9, 0),
                in.integer(10, 0),
                in.numberOrNull(11));
    }

    private static void writeText(TextState state, WireWriter out) {
        out.bytes(1, state.bytes());
        if (state.text() != null) {
            out.bytes(2, state.text());
        }
        out.message(3, state.utf8(), UploadStateCodec::writeUtf8)
                .message(4, state.documents(), UploadStateCodec::writeDocuments)
                .message(5, state.cutter(), UploadStateCodec::writeCutter);
    }

    private static TextState readText(WireReader in) {
        return new TextState(
                bytes(in, 1),
                in.bytes(2),
                in.message(3, UploadStateCodec::readUtf8),
                in.message(4, UploadStateCodec::readDocuments),
                WireReader.present(in.message(5, UploadStateCodec::readCutter), 5));
    }

    private static void writeUtf8(Utf8Input.State state, WireWriter out) {
        out.bytes(1, state.source()).bytes(2, state.utf8());
    }

    private static Utf8Input.State readUtf8(WireReader in) {
        return new Utf8Input.State(bytes(in, 1), bytes(in, 2));
    }

    private static void writeDocuments(DocumentLines.State state, WireWriter out) {
        out.flag(1, state.inArray())
                .flag(2, state.expected())
                .flag(3, state.complete())
                .flag(4, state.inDocument())
                .number(5, state.depth())
                .flag(6, state.inString())
                .flag(7, state.escaped())
                .bytes(8, state.unread());
    }

    private static DocumentLines.State readDocuments(WireReader in) {
        return new DocumentLines.State(
                in.flag(1), in.flag(2), in.flag(3), in.flag(4), in.number(5), in.flag(6), in.flag(7), bytes(in, 8));
    }

    private static void writeCutter(CutterState state, WireWriter out) {
        out.number(1, state.chunks())
                .number(2, state.line())
                .bytes(3, state.tail())
                .message(4, state.longRow(), UploadStateCodec::writeLongRow);
    }

    private static CutterState readCutter(WireReader in) {
        return new CutterState(in.number(1), in.number(2), bytes(in, 3), in.message(4, UploadStateCodec::readLongRow));
    }

    private static void writeLongRow(CutterState.LongRow row, WireWriter out) {
        out.bytes(1, row.kept())
                .number(2, row.bytes())
                .number(3, row.lineBreaks())
                .flag(4, row.ended())
                .number(5, row.scanner());
    }

    private static CutterState.LongRow readLongRow(WireReader in) {
        return new CutterState.LongRow(bytes(in, 1), in.number(2), in.number(3), in.flag(4), in.integer(5, 0));
    }

    private static String text(WireReader in, int field) {
        return WireReader.present(in.text(field), field);
    }

    private static byte[] bytes(WireReader in, int field) {
        return Objects.requireNonNullElse(in.bytes(field), new byte[0]);
    }
}
