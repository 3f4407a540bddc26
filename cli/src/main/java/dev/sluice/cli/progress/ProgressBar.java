package dev.sluice.cli.progress;

import dev.sluice.cli.output.Printable;
import dev.sluice.schemas.query.FileSummary;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line of a terminal that is redrawn: first the bytes sent, then the rows aggregated. Removed at the end. */
public final class ProgressBar implements Progress {
    private static final int CELLS = 30;
    private static final int COLUMNS = 79;
    private static final long BETWEEN_DRAWINGS = 100_000_000L;

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private long drawnAt;
    private boolean drawn;

    /** @param nanoTime the clock, like {@link System#nanoTime} */
    ProgressBar(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    @Override
    public void uploading(String filename, long bytes, long total) {
        if (total < 0) {
            draw(String.format(
                    Locale.ROOT, "%-6s %s", "upload", Printable.cut(size(bytes) + "  " + filename, COLUMNS)));
        } else {
            draw(
                    "upload",
                    total == 0 ? 1 : (double) bytes / total,
                    size(bytes) + " of " + size(total) + "  " + filename);
        }
    }

    @Override
    public void interrupted(String filename) {
        close();
        draw(String.format(Locale.ROOT, "%-6s %s", "upload", "connection lost, trying again  " + filename));
    }

    @Override
    public void resumed(long bytes, long total) {
        close();
        out.println(goingOn(bytes, total));
    }

    /** The line that says that an upload goes on. */
    static String goingOn(long bytes, long total) {
        return "connection lost, going on at " + (total == 0 ? 100 : 100 * bytes / total) + " %";
    }

    @Override
    public void aggregating(FileSummary file) {
        FileSummary.Progress p = file.progress();
        // The number of chunks isn't known before the aggregator has merged the end of the upload.
        double split = p.closed() && p.chunks() > 0 ? (double) p.chunksSplit() / p.chunks() : 0;
        double aggregated = p.rowsSplit() == 0 ? 0 : (double) p.rowsAggregated() / p.rowsSplit();
        draw(
                "rows",
                file.status().terminal() ? 1 : split * aggregated,
                String.format(Locale.ROOT, "%,d rows  %s", p.rowsAggregated(), file.filename()));
    }

    @Override
    public void close() {
        if (drawn) {
            out.print("\r" + " ".repeat(COLUMNS) + "\r");
            out.flush();
            drawn = false;
        }
    }

    /** A number of bytes in a suitable unit. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        return String.format(Locale.ROOT, "%.1f %ciB", (double) bytes / (1L << (unit * 10)), "KMGTPE".charAt(unit - 1));
    }

    private void draw(String what, double fraction, String detail) {
        double shown = Math.max(0, Math.min(1, fraction));
        int full = (int) (shown * CELLS);
        draw(String.format(
                Locale.ROOT,
                "%-6s [%s%s] %3d %%  %s",
                what,
                "#".repeat(full),
                "-".repeat(CELLS - full),
                (int) (shown * 100),
                Printable.cut(detail, COLUMNS)));
    }

    private void draw(String line) {
        long now = nanoTime.getAsLong();
        if (drawn && now - drawnAt < BETWEEN_DRAWINGS) {
            return;
        }
        drawnAt = now;
        drawn = true;
        out.print("\r" + Printable.cut(line, COLUMNS) + " ".repeat(Math.max(0, COLUMNS - line.length())));
        out.flush();
    }
}
