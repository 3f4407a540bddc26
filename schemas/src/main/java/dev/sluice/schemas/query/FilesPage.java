package dev.sluice.schemas.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some files, newest first.
 *
 * @param next the cursor to go on with, or null if this was the last page
 */
public record FilesPage(List<FileSummary> files, @Nullable String next) {
    public FilesPage {
        files = List.copyOf(files);
    }
}
