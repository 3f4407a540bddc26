package dev.sluice.schemas.query;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some partitions' share of a page of all files, in the order of the list.
 *
 * @param end where the share ends although more files follow, or null if there are no more
 */
public record FilesPart(List<Entry> files, @Nullable FilePosition end) {
    public FilesPart {
        files = List.copyOf(files);
    }

    /** A file with its position in the list. */
    public record Entry(long createdMs, FileSummary summary) {
        FilePosition position() {
            return new FilePosition(createdMs, summary.fileId());
        }
    }

    /** Merges the shares of all partitions, each of which was asked for a full page. */
    public static FilesPart merge(List<FilesPart> parts, int limit) {
        // After the first end there may be files that its part doesn't include.
        FilePosition end = parts.stream()
                .map(FilesPart::end)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        List<Entry> all = parts.stream()
                .flatMap(part -> part.files().stream())
                .filter(file -> end == null || file.position().compareTo(end) <= 0)
                .sorted(Comparator.comparing(Entry::position))
                .toList();
        List<Entry> page = all.subList(0, Math.min(limit, all.size()));
        return new FilesPart(
                page, page.size() < all.size() ? page.get(page.size() - 1).position() : end);
    }
}
