package dev.sluice.aggregator;

import dev.sluice.schemas.FileIds;

/** Where a page of the list of files ended, as text: {@code created-milliseconds.file_id}. */
final class FilesCursor {
    private FilesCursor() {}

    static String format(FileStore.Listed last) {
        return last.createdMs() + "." + last.fileId();
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static FileStore.Listed parse(String cursor) {
        int dot = cursor.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("not a cursor of this list: " + cursor);
        }
        return new FileStore.Listed(
                Long.parseLong(cursor.substring(0, dot)), FileIds.require(cursor.substring(dot + 1)));
    }
}
