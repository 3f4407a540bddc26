package dev.sluice.aggregator.query;

import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.store.RejectStore;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.tabular.row.RowError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one page of rejects that match a filter. Scans a bounded number of rows, as a rare match might take very
 * long.
 */
final class RejectsFound implements RejectStore.Reader {
    private static final int MAX_SCANNED = 10_000;
    /** The maximum size of the rows' text, as a row may have 64 KiB. A page has at least one row. */
    private static final int MAX_CHARS = 4 * 1024 * 1024;

    private final RejectsPage.Filter filter;
    private final int limit;
    private final List<InvalidRow> rows = new ArrayList<>();
    private int read;
    private int chars;
    private @Nullable RejectPosition last;
    private boolean more;

    RejectsFound(RejectsPage.Filter filter, int limit) {
        this.filter = filter;
        this.limit = limit;
    }

    @Override
    public boolean take(RejectPosition at, InvalidRow row) {
        boolean matches = row.errors().stream().anyMatch(this::matches);
        more = read == MAX_SCANNED || (matches && isFullFor(row));
        if (more) {
            return false;
        }
        if (matches) {
            rows.add(row);
            chars += row.raw().length();
        }
        last = at;
        read++;
        return true;
    }

    private boolean isFullFor(InvalidRow row) {
        return rows.size() == limit || (!rows.isEmpty() && chars + row.raw().length() > MAX_CHARS);
    }

    List<InvalidRow> rows() {
        return rows;
    }

    /** The cursor of the next page, or null after the last one. */
    @Nullable
    String next() {
        return more && last != null ? RejectsCursor.format(last) : null;
    }

    private boolean matches(RowError error) {
        return (filter.code() == null || filter.code().equals(error.code()))
                && (filter.field() == null || filter.field().equals(error.field()));
    }
}
