package dev.sluice.schemas.message;

import dev.sluice.schemas.FileIds;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code invalid-rows}: a row that broke rules, with all the rules it broke.
 *
 * @param fileId the file it is from
 * @param chunk the chunk it is from, or null in an open stream
 * @param line the physical line the row starts on, from 1 (in its record, in an open stream)
 * @param raw the row as it came, cut at 4 KiB
 * @param rawTruncated true where {@code raw} was cut
 * @param errors at least one
 */
public record InvalidRow(
        String fileId, @Nullable Long chunk, long line, String raw, boolean rawTruncated, List<RowError> errors) {
    public InvalidRow {
        FileIds.require(fileId);
        Objects.requireNonNull(raw, "raw");
        errors = List.copyOf(errors);
    }
}
