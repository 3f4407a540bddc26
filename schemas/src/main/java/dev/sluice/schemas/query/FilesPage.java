package dev.sluice.schemas.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some files, newest first.
 *
 * @param next the cursor to go on with, or null if this was the last page
 * @param unreachable which parts of all files nobody could tell of, in words; empty if the page is whole
 */
public record FilesPage(List<FileSummary> files, @Nullable String next, List<String> unreachable) {
    public FilesPage {
        files = List.copyOf(files);
        unreachable = List.copyOf(unreachable);
    }

    /** A whole page. */
    public FilesPage(List<FileSummary> files, @Nullable String next) {
        this(files, next, List.of());
    }

    /** The page that a part is. */
    public static FilesPage of(FilesPart part, List<String> unreachable) {
        FilePosition end = part.end();
        return new FilesPage(
                part.files().stream().map(FilesPart.Entry::summary).toList(),
                end == null ? null : end.cursor(),
                unreachable);
    }
}
