package dev.sluice.aggregator.store.codec;

import dev.sluice.aggregator.delta.SeriesValue;
import dev.sluice.aggregator.file.Activity;
import dev.sluice.aggregator.file.ChunkRanges;
import dev.sluice.aggregator.file.ErrorCounts;
import dev.sluice.aggregator.file.FileDescription;
import dev.sluice.aggregator.file.FileSeries;
import dev.sluice.aggregator.file.FileSource;
import dev.sluice.aggregator.file.FileState;
import dev.sluice.aggregator.file.FileWindows;
import dev.sluice.aggregator.file.Outcome;
import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.file.RejectsKept;
import dev.sluice.aggregator.file.RowReconciliation;
import dev.sluice.aggregator.file.SenderProgress;
import dev.sluice.aggregator.file.StageTimestamps;
import dev.sluice.schemas.message.ChunkRange;
import dev.sluice.schemas.message.Tally;
import dev.sluice.schemas.query.FileStatus;
import dev.sluice.schemas.query.FileSummary.ErrorCount;
import dev.sluice.tabular.row.Fault;
import dev.sluice.tabular.wire.WireReader;
import dev.sluice.tabular.wire.WireWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The serialized form of a file's state, as a value of the store: a message with a nested message for each part. The
 * file's id is in the key.
 *
 * <p>To add a field, use the next field number of its message, and read it after the others. The default value must be
 * correct for states of older versions. The field numbers, the types and the names of constants are part of stored
 * values: they must not be changed, and a field number must not be reused.
 */
public final class FileStateCodec {
    private static final int USUAL_BYTES = 512;

    private static final int ACTIVITY = 1;
    private static final int DESCRIPTION = 2;
    private static final int SENDER = 3;
    private static final int ROWS = 4;
    private static final int ERRORS = 5;
    private static final int TIMESTAMPS = 6;
    private static final int REJECTS_KEPT = 7;
    private static final int SERIES = 8;
    private static final int OUTCOME = 9;
    private static final int WINDOWS = 10;
    private static final int CHUNKS = 11;

    private FileStateCodec() {}

    /** Returns the serialized form, without the id. */
    public static byte[] toBytes(FileState state) {
        return new WireWriter(USUAL_BYTES)
                .message(ACTIVITY, state.activity(), FileStateCodec::writeActivity)
                .message(DESCRIPTION, state.description(), FileStateCodec::writeDescription)
                .message(SENDER, state.sender(), FileStateCodec::writeSender)
                .message(ROWS, state.rows(), FileStateCodec::writeRows)
                .messages(ERRORS, state.errors().list(), FileStateCodec::writeError)
                .message(TIMESTAMPS, state.timestamps(), FileStateCodec::writeTimestamps)
                .message(REJECTS_KEPT, state.rejectsKept(), FileStateCodec::writeRejectsKept)
                .message(SERIES, state.fileSeries(), FileStateCodec::writeSeries)
                .message(OUTCOME, state.outcome(), FileStateCodec::writeOutcome)
                .message(WINDOWS, someOrNull(state.windows()), FileStateCodec::writeWindows)
                .message(CHUNKS, someOrNull(state.chunks()), FileStateCodec::writeChunks)
                .toBytes();
    }

    /**
     * Reads the output of {@link #toBytes} of this version, an older or a later one.
     *
     * @throws IllegalArgumentException if the value isn't such output
     */
    public static FileState readFrom(String fileId, byte[] value) {
        return WireReader.read(value, in -> readFrom(fileId, in));
    }

    private static FileState readFrom(String fileId, WireReader in) {
        Activity activity = WireReader.present(in.message(ACTIVITY, FileStateCodec::readActivity), ACTIVITY);
        return new FileState(
                fileId,
                activity,
                WireReader.present(in.message(DESCRIPTION, FileStateCodec::readDescription), DESCRIPTION),
                orElse(in.message(SENDER, FileStateCodec::readSender), SenderProgress.NONE),
                orElse(in.message(ROWS, FileStateCodec::readRows), RowReconciliation.NONE),
                new ErrorCounts(in.messages(ERRORS, FileStateCodec::readError)),
                orElse(in.message(TIMESTAMPS, FileStateCodec::readTimestamps), StageTimestamps.NONE),
                orElse(in.message(REJECTS_KEPT, FileStateCodec::readRejectsKept), RejectsKept.NONE),
                orElse(in.message(SERIES, FileStateCodec::readSeries), FileSeries.NONE),
                WireReader.present(in.message(OUTCOME, FileStateCodec::readOutcome), OUTCOME),
                orElse(in.message(WINDOWS, FileStateCodec::readWindows), FileWindows.NONE),
                orElse(in.message(CHUNKS, FileStateCodec::readChunks), ChunkRanges.NONE));
    }

    // The messages of the parts. The field numbers of each start at 1.

    private static void writeActivity(Activity activity, WireWriter out) {
        out.number(1, activity.createdMs())
                .number(2, activity.lastMs())
                .number(3, activity.queuedMs())
                .numberOrNull(4, activity.silentMs());
    }

    private static Activity readActivity(WireReader in) {
        return new Activity(in.number(1), in.number(2), in.number(3), in.numberOrNull(4));
    }

    private static void writeDescription(FileDescription description, WireWriter out) {
        out.constant(1, description.source())
                .text(2, description.dataset())
                .text(3, description.filename())
                .number(4, description.uploadMs())
                .message(5, description.arrival(), ArrivalOrderCodec::write)
                .text(6, description.traceparent())
                .text(7, description.client());
    }

    private static FileDescription readDescription(WireReader in) {
        return new FileDescription(
                in.constant(1, FileSource.class),
                in.text(2),
                in.text(3),
                in.number(4),
                in.message(5, ArrivalOrderCodec::read),
                in.text(6),
                in.text(7));
    }

    private static void writeSender(SenderProgress sender, WireWriter out) {
        out.flag(1, sender.opened())
                .flag(2, sender.closed())
                .number(3, sender.deadlineMs())
                .number(4, sender.lastEventMs())
                .number(5, sender.bytes())
                .number(6, sender.chunks())
                .number(7, sender.streamRows());
    }

    private static SenderProgress readSender(WireReader in) {
        return new SenderProgress(
                in.flag(1), in.flag(2), in.number(3), in.number(4), in.number(5), in.number(6), in.number(7));
    }

    private static void writeRows(RowReconciliation rows, WireWriter out) {
        out.message(1, rows.chunksSplit(), FileStateCodec::writeTally)
                .message(2, rows.validSplit(), FileStateCodec::writeTally)
                .message(3, rows.invalidSplit(), FileStateCodec::writeTally)
                .message(4, rows.validCounted(), FileStateCodec::writeTally)
                .message(5, rows.invalidCounted(), FileStateCodec::writeTally)
                .number(6, rows.strays());
    }

    private static RowReconciliation readRows(WireReader in) {
        return new RowReconciliation(
                tally(1, in), tally(2, in), tally(3, in), tally(4, in), tally(5, in), in.number(6));
    }

    private static void writeTally(Tally tally, WireWriter out) {
        out.number(1, tally.rows()).number(2, tally.checksum());
    }

    private static Tally tally(int field, WireReader in) {
        return orElse(in.message(field, tally -> new Tally(tally.number(1), tally.number(2))), Tally.NONE);
    }

    private static void writeError(ErrorCount error, WireWriter out) {
        out.text(1, error.code()).text(2, error.field()).number(3, error.count());
    }

    private static ErrorCount readError(WireReader in) {
        return new ErrorCount(WireReader.present(in.text(1), 1), in.text(2), in.number(3));
    }

    private static void writeTimestamps(StageTimestamps timestamps, WireWriter out) {
        out.numberOrNull(1, timestamps.receivedMs()).numberOrNull(2, timestamps.splitMs());
    }

    private static StageTimestamps readTimestamps(WireReader in) {
        return new StageTimestamps(in.numberOrNull(1), in.numberOrNull(2));
    }

    private static void writeRejectsKept(RejectsKept kept, WireWriter out) {
        out.number(1, kept.count()).number(2, kept.rows()).message(3, kept.last(), FileStateCodec::writePosition);
    }

    private static RejectsKept readRejectsKept(WireReader in) {
        return new RejectsKept(in.number(1), in.number(2), in.message(3, FileStateCodec::readPosition));
    }

    private static void writePosition(RejectPosition position, WireWriter out) {
        out.number(1, position.chunk()).number(2, position.line()).number(3, position.arrival());
    }

    private static RejectPosition readPosition(WireReader in) {
        return new RejectPosition(in.number(1), in.number(2), in.number(3));
    }

    private static void writeSeries(FileSeries series, WireWriter out) {
        out.number(1, series.count())
                .number(2, series.overflowRows())
                .message(3, series.overflow(), SeriesValue::writeTo);
    }

    private static FileSeries readSeries(WireReader in) {
        return new FileSeries(in.number(1), in.number(2), in.message(3, SeriesValue::readFrom));
    }

    private static void writeOutcome(Outcome outcome, WireWriter out) {
        out.constant(1, outcome.phase())
                .message(2, outcome.fault(), FileStateCodec::writeFault)
                .constant(3, outcome.status())
                .number(4, outcome.decidedMs());
    }

    private static Outcome readOutcome(WireReader in) {
        return new Outcome(
                WireReader.present(in.constant(1, FileState.Phase.class), 1),
                in.message(2, FileStateCodec::readFault),
                in.constant(3, FileStatus.class),
                in.number(4));
    }

    /** Most datasets have no windows. */
    private static @Nullable FileWindows someOrNull(FileWindows windows) {
        return windows.equals(FileWindows.NONE) ? null : windows;
    }

    private static void writeWindows(FileWindows windows, WireWriter out) {
        out.number(1, windows.count()).number(2, windows.overflowRows());
    }

    private static FileWindows readWindows(WireReader in) {
        return new FileWindows(in.number(1), in.number(2));
    }

    private static @Nullable ChunkRanges someOrNull(ChunkRanges chunks) {
        return chunks.equals(ChunkRanges.NONE) ? null : chunks;
    }

    private static void writeChunks(ChunkRanges chunks, WireWriter out) {
        out.messages(1, chunks.list(), FileStateCodec::writeChunkRange).number(2, chunks.chunks());
    }

    private static ChunkRanges readChunks(WireReader in) {
        return new ChunkRanges(in.messages(1, FileStateCodec::readChunkRange), in.number(2));
    }

    private static void writeChunkRange(ChunkRange range, WireWriter out) {
        out.number(1, range.partition()).number(2, range.first()).number(3, range.last() - range.first());
    }

    private static ChunkRange readChunkRange(WireReader in) {
        int partition = Math.toIntExact(in.number(1));
        long first = in.number(2);
        return new ChunkRange(partition, first, first + in.number(3));
    }

    private static void writeFault(Fault fault, WireWriter out) {
        out.text(1, fault.code()).text(2, fault.message());
    }

    private static Fault readFault(WireReader in) {
        return new Fault(WireReader.present(in.text(1), 1), WireReader.present(in.text(2), 2));
    }

    private static <T> T orElse(@Nullable T read, T otherwise) {
        return Objects.requireNonNullElse(read, otherwise);
    }
}
