package dev.sluice.schemas.message;

import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.text.Limits;
import java.util.List;

/**
 * Serializes messages to records that no broker refuses: a message that would exceed the maximum size is shortened, and
 * marked as shortened.
 */
public final class Bounded {
    /**
     * The maximum size of key and value together. Brokers and producers accept twice as much, which leaves room for
     * headers and framing.
     */
    public static final int MAX_BYTES = Limits.RECORD_BYTES;

    private static final int SHORT_CHARS = 64;

    private Bounded() {}

    /** Whether a record of this size may be written; a character of the key takes at most three bytes. */
    public static boolean fits(String key, byte[] value) {
        return value.length <= MAX_BYTES - 3L * key.length();
    }

    /** The row; if it is too large, its text and its errors are truncated. */
    public static byte[] write(InvalidRow row) {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(row);
        InvalidRow shorter = row;
        while (!fits(row.fileId(), bytes)) {
            shorter = shortened(shorter);
            bytes = Json.MAPPER.writeValueAsBytes(shorter);
        }
        return bytes;
    }

    /** The split event; if it is too large, without the header row and options of its file. */
    public static byte[] write(ChunkSplit split) {
        byte[] bytes = Json.MAPPER.writeValueAsBytes(split);
        ChunkSplit.WholeFile file = split.wholeFile();
        if (fits(split.fileId(), bytes) || file == null) {
            return bytes;
        }
        var shorter = new ChunkSplit.WholeFile(
                file.dataset(),
                file.filename(),
                file.received(),
                file.partition(),
                file.offset(),
                null,
                null,
                file.client());
        return Json.MAPPER.writeValueAsBytes(new ChunkSplit(
                split.fileId(),
                split.chunk(),
                split.place(),
                split.bytes(),
                split.valid(),
                split.invalid(),
                shorter,
                split.fault()));
    }

    private static InvalidRow shortened(InvalidRow row) {
        int half = Math.max(SHORT_CHARS, row.raw().length() / 2);
        boolean cut = half < row.raw().length();
        List<RowError> errors = row.errors().stream().map(Bounded::shortened).toList();
        return new InvalidRow(
                row.fileId(),
                row.chunk(),
                row.line(),
                cut ? beginning(row.raw(), half) : row.raw(),
                row.rawTruncated() || cut,
                errors.subList(0, Math.min(errors.size(), InvalidRow.MAX_ERRORS)),
                row.moreErrors(),
                row.cells());
    }

    private static RowError shortened(RowError error) {
        String value = error.value();
        return new RowError(
                error.code(),
                error.field(),
                Limits.cut("message", error.message(), 4 * SHORT_CHARS),
                value == null ? null : Limits.cut("value", value, SHORT_CHARS));
    }

    private static String beginning(String text, int chars) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars);
    }
}
