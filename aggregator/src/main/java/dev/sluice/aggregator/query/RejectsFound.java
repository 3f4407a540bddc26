package dev.sluice.aggregator.query;

import dev.sluice.aggregator.file.RejectPosition;
import dev.sluice.aggregator.store.RejectStore;
import dev.sluice.schemas.message.InvalidRow;
import dev.sluice.schemas.query.RejectsPage;
import dev.sluice.tabular.row.RowError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one page of rejects: those that match a filter, and only so many looked at, lest a rare one takes for ever. */
final class RejectsFound implements RejectStore.Reader {
    private static final int MOST_READ = 10_000;
    /** Of the rows' text, as a row may have 64 KiB. A row at least is on each page. */
    private static final int MOST_CHARS = 4 * 1024 * 1024;

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
        more = read == MOST_READ || (matches && isFullFor(row));
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
        return rows.size() == limit || (!rows.isEmpty() && chars + row.raw().length() > MOST_CHARS);
    }

    List<InvalidRow> rows() {
        return rows;
    }

    /** Where to go on, or null if all was read. */
    @Nullable
    String next() {
        return more && last != null ? RejectsCursor.format(last) : null;
    }

    private boolean matches(RowError error) {
        return (filter.code() == null || filter.code().equals(error.code()))
                && (filter.field() == null || filter.field().equals(error.field()));
    }
}
