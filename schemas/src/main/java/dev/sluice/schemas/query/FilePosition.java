package dev.sluice.schemas.query;

import dev.sluice.schemas.message.FileIds;
import java.util.Comparator;

/**
 * Where a file stands in the list of all files: newest first, and those of the same millisecond by their ids.
 *
 * @param createdMs when anything was first heard of the file, in milliseconds since the epoch
 */
public record FilePosition(long createdMs, String fileId) implements Comparable<FilePosition> {
    private static final Comparator<FilePosition> NEWEST_FIRST =
            Comparator.comparingLong(FilePosition::createdMs).reversed().thenComparing(FilePosition::fileId);

    @Override
    public int compareTo(FilePosition other) {
        return NEWEST_FIRST.compare(this, other);
    }

    /** The cursor to go on behind it. */
    public String cursor() {
        return createdMs + "." + fileId;
    }

    /**
     * Reads what {@link #cursor} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static FilePosition parse(String cursor) {
        int dot = cursor.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("not a cursor of this list: " + cursor);
        }
        return new FilePosition(Long.parseLong(cursor.substring(0, dot)), FileIds.require(cursor.substring(dot + 1)));
    }
}
