package dev.sluice.schemas.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.tabular.row.MoreErrors;
import dev.sluice.tabular.row.RowError;
import dev.sluice.tabular.row.ValidationErrors;
import dev.sluice.tabular.text.Limits;
import dev.sluice.tabular.text.TruncatedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of {@code invalid-rows}: a row that broke rules, with the rules it broke.
 *
 * @param fileId the file it is from
 * @param chunk the chunk it is from, or null in an open stream
 * @param line the physical line the row starts on, from 1 (in its record, in an open stream)
 * @param raw the row as it came, cut where it is too long
 * @param rawTruncated true where {@code raw} was cut
 * @param errors at least one, and the first {@value #MAX_ERRORS}
 * @param moreErrors how many more there are, by code and field; null where there are none
 * @param cells how many readings of the wide layout are wrong in it, each of which counts as an invalid row; null for one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvalidRow(
        String fileId,
        @Nullable Long chunk,
        long line,
        String raw,
        boolean rawTruncated,
        List<RowError> errors,
        @Nullable List<MoreErrors> moreErrors,
        @Nullable Integer cells) {
    /** More are counted only. */
    public static final int MAX_ERRORS = Limits.ERRORS;

    /** In what was written before errors were counted there may be more than {@link #MAX_ERRORS}. */
    private static final int MOST_ERRORS = 100_000;

    public InvalidRow {
        FileIds.require(fileId);
        Limits.count("chunk", chunk == null ? 0 : chunk);
        Limits.count("line", line);
        Limits.text("raw", raw, Limits.RAW_CHARS);
        errors = Limits.list("errors", errors, MOST_ERRORS);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("expected at least one error, found none");
        }
        moreErrors = moreErrors == null ? null : Limits.list("more_errors", moreErrors, MAX_ERRORS);
        Limits.atLeast(1, "cells", cells == null ? 1 : cells);
    }

    /** A row whose errors are all told, which counts as one. */
    public InvalidRow(
            String fileId, @Nullable Long chunk, long line, String raw, boolean rawTruncated, List<RowError> errors) {
        this(fileId, chunk, line, raw, rawTruncated, errors, null, null);
    }

    /** A row with all that is wrong with it. */
    public static InvalidRow of(
            String fileId, @Nullable Long chunk, long line, TruncatedText raw, ValidationErrors errors) {
        List<MoreErrors> more = errors.more();
        return new InvalidRow(
                fileId,
                chunk,
                line,
                raw.text(),
                raw.truncated(),
                errors.told(),
                more.isEmpty() ? null : more,
                errors.cells() == 1 ? null : errors.cells());
    }

    /** As how many invalid rows it counts, over their lines. */
    public Tally tally() {
        long rows = cells == null ? 1 : cells;
        return new Tally(rows, rows * line);
    }

    /** How many errors it has beyond those that are told. */
    public long furtherErrors() {
        return moreErrors == null
                ? 0
                : moreErrors.stream().mapToLong(MoreErrors::count).sum();
    }
}
