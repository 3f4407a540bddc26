package dev.sluice.schemas.query;

import java.util.List;
import java.util.Locale;
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

    /**
     * Which files.
     *
     * @param status that they have, or null for any
     * @param text that their name or their id contains, whatever its case, or null for any
     */
    public record Filter(
            @Nullable FileStatus status, @Nullable String text) {
        public static final Filter NONE = new Filter(null, null);

        public boolean accepts(FileSummary file) {
            return (status == null || file.status() == status)
                    && (text == null || contains(file.fileId()) || contains(file.filename()));
        }

        private boolean contains(@Nullable String name) {
            return name != null
                    && text != null
                    && name.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
        }
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
