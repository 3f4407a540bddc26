package dev.sluice.aggregator.file;

/**
 * The number of windows of a file's series, and of rows in windows beyond the limit.
 *
 * @param count the number of windows with statistics
 * @param overflowRows the number of rows in windows beyond the limit
 */
public record FileWindows(long count, long overflowRows) {
    public static final FileWindows NONE = new FileWindows(0, 0);

    public FileWindows added() {
        return new FileWindows(count + 1, overflowRows);
    }

    public FileWindows overflowed(long rows) {
        return new FileWindows(count, Math.addExact(overflowRows, rows));
    }

    /**
     * Checks whether the file accepts no further windows. Once it has refused a window, it accepts no new one, even with
     * a higher limit. So a window has all of its rows, or there is none.
     */
    public boolean isFull(long limit) {
        return count >= limit || overflowRows > 0;
    }
}
