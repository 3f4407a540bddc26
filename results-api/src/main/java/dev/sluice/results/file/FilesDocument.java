package dev.sluice.results.file;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of files, newest first.
 *
 * @param nextCursor the cursor of the next page, or null on the last one
 * @param partial whether files may be missing because a part of the list is unavailable
 * @param unreachable descriptions of these parts
 */
public record FilesDocument(
        List<FileSummary> files, @Nullable String nextCursor, boolean partial, List<String> unreachable) {
    public FilesDocument {
        files = List.copyOf(files);
        unreachable = List.copyOf(unreachable);
    }

    public static FilesDocument of(FilesPage page) {
        return new FilesDocument(page.files(), page.next(), !page.unreachable().isEmpty(), page.unreachable());
    }
}
