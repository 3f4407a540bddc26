package dev.sluice.schemas.query;

import dev.sluice.schemas.message.FileIds;
import java.util.Comparator;

/**
 * The position of a file in the list of all files: newest first, and by id within a millisecond.
 *
 * @param createdMs the time of the file's first record, in milliseconds since the epoch
 */
public record FilePosition(long createdMs, String fileId) implements Comparable<FilePosition> {
    private static final Comparator<FilePosition> NEWEST_FIRST =
            Comparator.comparingLong(FilePosition::createdMs).reversed().thenComparing(FilePosition::fileId);

    @Override
    public int compareTo(FilePosition other) {
        return NEWEST_FIRST.compare(this, other);
    }

    /** The cursor of the page after this file. */
    public String cursor() {
        return createdMs + "." + fileId;
    }

    /**
     * Parses the output of {@link #cursor}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static FilePosition parse(String cursor) {
        int dot = cursor.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("invalid cursor for this list: " + cursor);
        }
        return new FilePosition(Long.parseLong(cursor.substring(0, dot)), FileIds.require(cursor.substring(dot + 1)));
    }
}
