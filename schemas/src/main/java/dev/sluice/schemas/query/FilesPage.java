package dev.sluice.schemas.query;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A page of files, newest first.
 *
 * @param next the cursor of the next page, or null on the last page
 * @param unreachable descriptions of the parts that are unavailable; empty if the page is complete
 */
public record FilesPage(List<FileSummary> files, @Nullable String next, List<String> unreachable) {
    public FilesPage {
        files = List.copyOf(files);
        unreachable = List.copyOf(unreachable);
    }

    /**
     * Selects files.
     *
     * @param status of the files, or null for any
     * @param text that their name or id contains (case-insensitive), or null for any
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

    /** A complete page. */
    public FilesPage(List<FileSummary> files, @Nullable String next) {
        this(files, next, List.of());
    }

    /** The page of a merged part. */
    public static FilesPage of(FilesPart part, List<String> unreachable) {
        FilePosition end = part.end();
        return new FilesPage(
                part.files().stream().map(FilesPart.Entry::summary).toList(),
                end == null ? null : end.cursor(),
                unreachable);
    }
}
