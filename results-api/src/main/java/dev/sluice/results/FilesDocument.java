package dev.sluice.results;

import dev.sluice.schemas.query.FileSummary;
import dev.sluice.schemas.query.FilesPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some files, newest first.
 *
 * @param nextCursor for the next page, or null if this is the last one
 */
record FilesDocument(List<FileSummary> files, @Nullable String nextCursor) {
    FilesDocument {
        files = List.copyOf(files);
    }

    static FilesDocument of(FilesPage page) {
        return new FilesDocument(page.files(), page.next());
    }
}
