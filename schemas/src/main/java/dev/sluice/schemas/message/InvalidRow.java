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
 * A value of {@code invalid-rows}: an invalid row with its errors.
 *
 * @param fileId the row's file
 * @param chunk the row's chunk, or null in an open stream
 * @param line the physical line on which the row starts, from 1 (relative to its record in an open stream)
 * @param raw the row, truncated if it is too long
 * @param rawTruncated true if {@code raw} is truncated
 * @param errors at least one, and the first {@value #MAX_ERRORS}
 * @param moreErrors the number of further errors, by code and field; null if there are none
 * @param cells in the wide layout the number of invalid readings, each of which counts as an invalid row; null for one
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
    /** Further errors are only counted. */
    public static final int MAX_ERRORS = Limits.ERRORS;

    /** Old rows, written before errors were counted, may list more than {@link #MAX_ERRORS}. */
    private static final int MAX_LISTED_ERRORS = 100_000;

    public InvalidRow {
        FileIds.require(fileId);
        Limits.count("chunk", chunk == null ? 0 : chunk);
        Limits.count("line", line);
        Limits.text("raw", raw, Limits.RAW_CHARS);
        errors = Limits.list("errors", errors, MAX_LISTED_ERRORS);
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("expected at least one error, found none");
        }
        moreErrors = moreErrors == null ? null : Limits.list("more_errors", moreErrors, MAX_ERRORS);
        Limits.atLeast(1, "cells", cells == null ? 1 : cells);
    }

    /** A row with all of its errors listed, which counts as one. */
    public InvalidRow(
            String fileId, @Nullable Long chunk, long line, String raw, boolean rawTruncated, List<RowError> errors) {
        this(fileId, chunk, line, raw, rawTruncated, errors, null, null);
    }

    /** A row with its errors. */
    public static InvalidRow of(
            String fileId, @Nullable Long chunk, long line, TruncatedText raw, ValidationErrors errors) {
        List<MoreErrors> more = errors.more();
        return new InvalidRow(
                fileId,
                chunk,
                line,
                raw.text(),
                raw.truncated(),
                errors.listed(),
                more.isEmpty() ? null : more,
                errors.cells() == 1 ? null : errors.cells());
    }

    /** The number of invalid rows that it counts as, with their lines. */
    public Tally tally() {
        long rows = cells == null ? 1 : cells;
        return new Tally(rows, rows * line);
    }

    /** The number of errors beyond the listed ones. */
    public long furtherErrors() {
        return moreErrors == null
                ? 0
                : moreErrors.stream().mapToLong(MoreErrors::count).sum();
    }
}
