package dev.sluice.results.file;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some files, newest first.
 *
 * @param nextCursor for the next page, or null if this is the last one
 * @param partial whether files may be missing, as not all parts of the list could be asked
 * @param unreachable these parts, in words
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
